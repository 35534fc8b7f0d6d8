import type { Organisation } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { getOrganisationRow } from "./get-organisation-row.ts";
import { presentOrganisation } from "./present-organisation.ts";

export async function getOrganisation(ctx: Context): Promise<Organisation> {
  return presentOrganisation(await getOrganisationRow(ctx));
}
