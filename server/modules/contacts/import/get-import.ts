import type { ContactImport } from "../../../../contracts/contact-imports.ts";
import type { Context } from "../../../platform/context.ts";
import { describeImport } from "./describe-import.ts";
import { getImportFile } from "./get-import-file.ts";

/** One import with its settings, counts and progress. */
export async function getImport(ctx: Context, importId: string): Promise<ContactImport> {
  const row = await getImportFile(ctx, importId);
  return describeImport(ctx, row);
}
