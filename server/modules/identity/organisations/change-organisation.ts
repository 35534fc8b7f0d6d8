import type { ChangeOrganisationInput, Organisation } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { getOrganisationRow } from "./get-organisation-row.ts";
import { lockOrganisation, type OrganisationRow, updateOrganisation } from "./organisations.queries.ts";
import { presentOrganisation } from "./present-organisation.ts";

/** A stricter password rule bites at each user's next sign-in: whoever does not meet it chooses a new one there. */
export async function changeOrganisation(ctx: Context, input: ChangeOrganisationInput): Promise<Organisation> {
  if (input.timeZone !== undefined && !isTimeZone(input.timeZone)) {
    throw refuse("identity.unknown-time-zone", { field: "timeZone" });
  }
  await lockOrganisation(ctx);
  const before = await getOrganisationRow(ctx);
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const after = { ...before, ...given } as OrganisationRow;
  await updateOrganisation(ctx, after);
  await recordAudit(ctx, {
    action: "identity.organisation-changed",
    subjectKind: "organisation",
    subjectId: ctx.orgId,
    details: { changed: Object.keys(given) },
  });
  return presentOrganisation(after);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
