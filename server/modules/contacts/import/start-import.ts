import type { ContactImport } from "../../../../contracts/contact-imports.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { queueJob } from "../../../platform/queue.ts";
import { recordAudit } from "../../audit/index.ts";
import { getImport } from "./get-import.ts";
import { runImportJob } from "./import.jobs.ts";
import { countRunningImports, updateImport } from "./imports.queries.ts";
import { takeImportFile } from "./take-import-file.ts";

const maxRunning = 2;

/** Runs a checked import. Who started it is who declares these people to be what the import says they are (D10). */
export async function startImport(ctx: Context, importId: string): Promise<ContactImport> {
  const running = await countRunningImports(ctx);
  const file = await takeImportFile(ctx, importId);
  if (file.state !== "checked") throw refuse("contacts.import-wrong-state");
  if (running >= maxRunning) throw refuse("contacts.import-too-many", { values: { max: maxRunning } });
  await updateImport(ctx, importId, { state: "running", isStarted: true });
  await queueJob(ctx, runImportJob, { orgId: ctx.orgId, importId, revision: file.revision });
  const { people, source, totalRows, tool } = file;
  const details = { people, source, totalRows, tool };
  await recordAudit(ctx, { action: "contacts.import-started", subjectKind: "import", subjectId: importId, details });
  return getImport(ctx, importId);
}
