import type { Language } from "../../../../contracts/languages.ts";
import { type Context, runInOrganisation } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { giveTemporaryPassword } from "../passwords/give-temporary-password.ts";
import { hasOwnPassword, listAdministratorRows } from "../users/users.queries.ts";
import { createOrganisation } from "./create-organisation.ts";
import { listOrganisationIdRows, lockOrganisation } from "./organisations.queries.ts";

export interface FirstStart {
  orgId: string;
  email: string;
  temporaryPassword: string;
}

export interface FirstStartInput {
  name: string;
  language: Language;
  isDemonstration?: boolean;
  administrator: { email: string; name: string };
}

/**
 * On an empty database: an organisation with one administrator, whose one-time password is in the answer and nowhere else.
 * As long as nobody has chosen an own password, each start gives a new one: the line may have scrolled away unread.
 * Afterwards undefined.
 */
export async function ensureFirstStart(platform: Platform, input: FirstStartInput): Promise<FirstStart | undefined> {
  const [orgId] = await listOrganisationIdRows(platform, null);
  if (orgId !== undefined) {
    const actor = { kind: "system", name: "first start" } as const;
    return runInOrganisation(platform, { orgId, actor }, giveAnother);
  }
  const created = await createOrganisation(platform, input);
  if (created.temporaryPassword === null) return undefined;
  return { orgId: created.orgId, email: input.administrator.email, temporaryPassword: created.temporaryPassword };
}

async function giveAnother(ctx: Context): Promise<FirstStart | undefined> {
  await lockOrganisation(ctx);
  if (await hasOwnPassword(ctx)) return undefined;
  const [administrator] = await listAdministratorRows(ctx);
  if (!administrator) return undefined;
  const { temporaryPassword } = await giveTemporaryPassword(ctx, administrator.userId);
  return { orgId: ctx.orgId, email: administrator.email, temporaryPassword };
}
