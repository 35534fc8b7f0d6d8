import type { ContactImport } from "../../../../contracts/contact-imports.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { describeImport } from "./describe-import.ts";
import { findImport } from "./imports.queries.ts";

/** One import with its settings, counts and progress. */
export async function getImport(ctx: Context, importId: string): Promise<ContactImport> {
  const row = await findImport(ctx, importId);
  if (!row) throw refuse("contacts.import-not-found");
  return describeImport(ctx, row);
}
