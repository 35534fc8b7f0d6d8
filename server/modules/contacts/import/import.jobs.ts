import { z } from "zod";
import { defineJob } from "../../../platform/queue.ts";
import { checkImport } from "./check-import.ts";
import { readImport } from "./read-import.ts";
import { runImport } from "./run-import.ts";
import { undoImport } from "./undo-import.ts";

const payload = z.object({ orgId: z.uuid(), importId: z.uuid(), revision: z.number().int() });

export const readImportJob = defineJob({ name: "contacts.read-import", payload, retryLimit: 3, run: readImport });
export const checkImportJob = defineJob({ name: "contacts.check-import", payload, retryLimit: 3, run: checkImport });
export const runImportJob = defineJob({ name: "contacts.run-import", payload, retryLimit: 5, run: runImport });
export const undoImportJob = defineJob({ name: "contacts.undo-import", payload, retryLimit: 5, run: undoImport });

export const importJobs = [readImportJob, checkImportJob, runImportJob, undoImportJob];
