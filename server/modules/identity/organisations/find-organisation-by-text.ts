import { runInOrganisation } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { listOrganisationIds } from "./list-organisation-ids.ts";
import { findOrganisationRow } from "./organisations.queries.ts";

export interface FoundOrganisation {
  orgId: string;
  name: string;
}

/** By id or by exact name, for the operator's commands; everything that matches, so that a name used twice is no guess. */
export async function findOrganisationByText(platform: Platform, text: string): Promise<FoundOrganisation[]> {
  const found: FoundOrganisation[] = [];
  const actor = { kind: "system", name: "operator command" } as const;
  for await (const orgId of listOrganisationIds(platform)) {
    const row = await runInOrganisation(platform, { orgId, actor }, findOrganisationRow);
    if (row && (row.orgId === text || row.name.toLowerCase() === text.trim().toLowerCase())) found.push(row);
  }
  return found;
}
