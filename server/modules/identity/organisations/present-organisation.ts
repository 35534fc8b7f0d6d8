import type { Organisation } from "../../../../contracts/identity.ts";
import type { OrganisationRow } from "./organisations.queries.ts";

export function presentOrganisation(row: OrganisationRow): Organisation {
  return { ...row, createdAt: row.createdAt.toISOString() };
}
