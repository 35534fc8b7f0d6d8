import type { ConsentType } from "../../../contracts/consent-settings.ts";
import type { Context } from "../../platform/context.ts";
import { prepareOrganisation } from "./prepare-organisation.ts";
import { listTypeRows } from "./types.queries.ts";

/** The main mailing type first. Archived ones only when asked for. */
export async function listTypes(ctx: Context, options: { withArchived?: boolean } = {}): Promise<ConsentType[]> {
  await prepareOrganisation(ctx);
  const rows = await listTypeRows(ctx);
  return rows
    .filter((row) => options.withArchived === true || !row.isArchived)
    .map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
