import type { Context } from "../../../platform/context.ts";
import { findOrganisationRow, type OrganisationRow } from "./organisations.queries.ts";

/** The organisation that this context works in; one without it is a broken promise, not a refusal. */
export async function getOrganisationRow(ctx: Context): Promise<OrganisationRow> {
  const row = await findOrganisationRow(ctx);
  if (!row) throw new Error(`organisation ${ctx.orgId} does not exist`);
  return row;
}
