import { z } from "zod";
import { defineJob } from "../../../platform/queue.ts";
import { checkList } from "./check-list.ts";
import { runList } from "./run-list.ts";
import { undoList } from "./undo-list.ts";

const payload = z.object({ orgId: z.uuid(), consentImportId: z.uuid() });
const job = { payload, retryLimit: 5, expireInSeconds: 3600 };

/** Each goes on where it was cut: what a transaction did is marked in it. */
export const checkListJob = defineJob({ ...job, name: "consent.check-list", run: checkList });
export const runListJob = defineJob({ ...job, name: "consent.run-list", run: runList });
export const undoListJob = defineJob({ ...job, name: "consent.undo-list", run: undoList });
