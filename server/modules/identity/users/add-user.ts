import type { AddUserInput, TemporaryPassword } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import { recordAudit } from "../../audit/index.ts";
import { getOrganisationRow } from "../organisations/get-organisation-row.ts";
import { findShopRow } from "../organisations/shops.queries.ts";
import { hashPassword } from "../passwords/hash-password.ts";
import { makeTemporaryPassword } from "../passwords/make-temporary-password.ts";
import { temporaryPasswordHours } from "../sessions/session.rules.ts";
import { emailKeyOf } from "./email-key.rules.ts";
import { insertUser } from "./users.queries.ts";

/** The new user signs in with the temporary password, which opens nothing but the choice of an own one. */
export async function addUser(ctx: Context, input: AddUserInput): Promise<TemporaryPassword> {
  if (input.shopId !== undefined && !(await findShopRow(ctx, input.shopId))) {
    throw refuse("identity.shop-not-found", { field: "shopId" });
  }
  const userId = newId();
  const temporaryPassword = makeTemporaryPassword();
  const inserted = await insertUser(ctx, {
    userId,
    email: input.email,
    emailKey: emailKeyOf(input.email),
    name: input.name,
    role: input.role,
    language: input.language ?? (await getOrganisationRow(ctx)).language,
    shopId: input.shopId ?? null,
    passwordHash: await hashPassword(temporaryPassword),
    temporaryHours: temporaryPasswordHours,
  });
  if (!inserted?.temporaryUntil) throw refuse("identity.email-taken", { field: "email" });
  await recordAudit(ctx, {
    action: "identity.user-added",
    subjectKind: "user",
    subjectId: userId,
    details: { role: input.role },
  });
  return { userId, temporaryPassword, expiresAt: inserted.temporaryUntil.toISOString() };
}
