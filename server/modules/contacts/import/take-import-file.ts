import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { type ImportFileRow, lockImport } from "./imports.queries.ts";

/** To change it: whoever comes later waits. */
export async function takeImportFile(ctx: Context, importId: string): Promise<ImportFileRow> {
  const file = await lockImport(ctx, importId);
  if (!file) throw refuse("contacts.import-not-found");
  return file;
}
