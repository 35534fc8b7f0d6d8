import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { deleteImport } from "./imports.queries.ts";
import { takeImportFile } from "./take-import-file.ts";

const discardable = new Set(["reading", "ready", "checking", "checked", "failed"]);

/** Throws away a file that was not imported. */
export async function discardImport(ctx: Context, importId: string): Promise<void> {
  const file = await takeImportFile(ctx, importId);
  if (!discardable.has(file.state)) throw refuse("contacts.import-wrong-state");
  await deleteImport(ctx, importId);
  await recordAudit(ctx, { action: "contacts.import-discarded", subjectKind: "import", subjectId: importId });
}
