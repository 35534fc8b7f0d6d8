import type { ChangeUserInput, User } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { lockOrganisation } from "../organisations/organisations.queries.ts";
import { findShopRow } from "../organisations/shops.queries.ts";
import { deleteSessionsOfUser } from "../sessions/sessions.queries.ts";
import { emailKeyOf } from "./email-key.rules.ts";
import { presentUser } from "./present-user.ts";
import { isEmailTaken, listAdministratorRows, lockUserRow, type UserRow, updateUser } from "./users.queries.ts";

/** A role that is taken away, or a disabled account, counts from the user's next request on. */
export async function changeUser(ctx: Context, userId: string, input: ChangeUserInput): Promise<User> {
  await lockOrganisation(ctx);
  const before = await lockUserRow(ctx, userId);
  if (!before) throw refuse("identity.user-not-found");
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const after: UserRow = { ...before, ...given };
  after.emailKey = emailKeyOf(after.email);
  await checkChange(ctx, before, after);
  await updateUser(ctx, after);
  if (after.isDisabled) await deleteSessionsOfUser(ctx, userId);
  await recordAudit(ctx, {
    action: "identity.user-changed",
    subjectKind: "user",
    subjectId: userId,
    details: { changed: Object.keys(given), role: after.role, isDisabled: after.isDisabled },
  });
  return presentUser(after);
}

async function checkChange(ctx: Context, before: UserRow, after: UserRow): Promise<void> {
  if (await isEmailTaken(ctx, after.emailKey, after.userId)) throw refuse("identity.email-taken", { field: "email" });
  if (after.shopId !== null && after.shopId !== before.shopId && !(await findShopRow(ctx, after.shopId))) {
    throw refuse("identity.shop-not-found", { field: "shopId" });
  }
  if (isActiveAdministrator(before) && !isActiveAdministrator(after)) {
    const others = (await listAdministratorRows(ctx)).filter((row) => row.userId !== after.userId);
    if (others.length === 0) throw refuse("identity.last-administrator");
  }
}

function isActiveAdministrator(user: UserRow): boolean {
  return user.role === "administrator" && !user.isDisabled;
}
