import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { findImport, type ImportFileRow } from "./imports.queries.ts";

/** What is known of an import without counting its rows, of which there may be a million. */
export async function getImportFile(ctx: Context, importId: string): Promise<ImportFileRow> {
  const file = await findImport(ctx, importId);
  if (!file) throw refuse("contacts.import-not-found");
  return file;
}
