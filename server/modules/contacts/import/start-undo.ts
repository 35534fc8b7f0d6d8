import type { ContactImport } from "../../../../contracts/contact-imports.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { queueJob } from "../../../platform/queue.ts";
import { recordAudit } from "../../audit/index.ts";
import { getImport } from "./get-import.ts";
import { undoImportJob } from "./import.jobs.ts";
import { updateImport } from "./imports.queries.ts";
import { takeImportFile } from "./take-import-file.ts";

/** Begins to take back a finished import: what it made goes, what it changed comes back, unless changed since. */
export async function startUndo(ctx: Context, importId: string): Promise<ContactImport> {
  const file = await takeImportFile(ctx, importId);
  if (file.state !== "done") throw refuse("contacts.import-wrong-state");
  await updateImport(ctx, importId, { state: "undoing" });
  await queueJob(ctx, undoImportJob, { orgId: ctx.orgId, importId, revision: file.revision });
  await recordAudit(ctx, { action: "contacts.import-undo-started", subjectKind: "import", subjectId: importId });
  return getImport(ctx, importId);
}
