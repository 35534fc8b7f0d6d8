import type { Session } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { getOrganisationRow } from "../organisations/get-organisation-row.ts";
import { policiesOfRole } from "../policies.rules.ts";
import type { UserRow } from "../users/users.queries.ts";

export async function presentSession(ctx: Context, user: UserRow, mustChangePassword: boolean): Promise<Session> {
  const { orgId, name, isDemonstration, language, timeZone } = await getOrganisationRow(ctx);
  return {
    user: {
      userId: user.userId,
      name: user.name,
      email: user.email,
      language: user.language,
      role: user.role,
      policies: policiesOfRole(user.role),
    },
    organisation: { orgId, name, isDemonstration, language, timeZone },
    mustChangePassword,
  };
}
