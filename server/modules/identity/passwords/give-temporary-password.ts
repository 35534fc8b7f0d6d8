import type { TemporaryPassword } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { temporaryPasswordHours } from "../sessions/session.rules.ts";
import { deleteSessionsOfUser } from "../sessions/sessions.queries.ts";
import { updatePassword } from "../users/users.queries.ts";
import { hashPassword } from "./hash-password.ts";
import { makeTemporaryPassword } from "./make-temporary-password.ts";

/** Replaces the password and ends every session in one transaction: whoever knew the old one is out. */
export async function giveTemporaryPassword(ctx: Context, userId: string): Promise<TemporaryPassword> {
  const temporaryPassword = makeTemporaryPassword();
  const passwordHash = await hashPassword(temporaryPassword);
  await deleteSessionsOfUser(ctx, userId);
  const expiresAt = await updatePassword(ctx, { userId, passwordHash, temporaryHours: temporaryPasswordHours });
  if (!expiresAt) throw new Error(`user ${userId} vanished while its password was reset`);
  return { userId, temporaryPassword, expiresAt: expiresAt.toISOString() };
}
