import { type ChangePasswordInput, type PasswordRule, passwordChanged } from "../../../../contracts/identity.ts";
import type { Session } from "../../../http/session.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { publish } from "../../../platform/events.ts";
import { recordAudit } from "../../audit/index.ts";
import { getOrganisationRow } from "../organisations/get-organisation-row.ts";
import { countSignInAttempt } from "../sessions/count-sign-in-attempt.ts";
import type { CookieValue } from "../sessions/session-cookie.ts";
import { deleteSessionsOfUser } from "../sessions/sessions.queries.ts";
import { startSession } from "../sessions/start-session.ts";
import { getActingUser } from "../users/get-acting-user.ts";
import { lockUserRow, type UserRow, updatePassword } from "../users/users.queries.ts";
import { hashPassword, isPasswordOf } from "./hash-password.ts";
import { passwordFaultsOf } from "./password.rules.ts";
import { refusePassword } from "./refuse-password.ts";

export interface ChangePasswordRequest extends ChangePasswordInput {
  userAgent: string | null;
}

/**
 * Asks for the old password (X49), ends every session of the user and opens a new one for whoever changed it. The hashing
 * stands between two short transactions, so that no connection waits for it.
 */
export async function changeOwnPassword(session: Session, request: ChangePasswordRequest): Promise<CookieValue> {
  const { user, rule, companyName } = await session.run(readAccount);
  const forgetAttempts = await countSignInAttempt(session.platform, user.email);
  if (!(await isPasswordOf(user.passwordHash, request.currentPassword))) {
    throw refuse("identity.wrong-password", { field: "currentPassword" });
  }
  await forgetAttempts();
  const words = [companyName, user.name, user.email];
  const faults = passwordFaultsOf(request.newPassword, rule, { words });
  if (request.newPassword.normalize("NFC") === request.currentPassword.normalize("NFC")) faults.push("same-as-before");
  if (faults.length > 0) throw refusePassword(faults, rule, user.language);
  const passwordHash = await hashPassword(request.newPassword);
  return session.run((ctx) => store(ctx, { user, passwordHash, userAgent: request.userAgent }));
}

async function readAccount(ctx: Context): Promise<{ user: UserRow; rule: PasswordRule; companyName: string }> {
  const { name, passwordRule } = await getOrganisationRow(ctx);
  return { user: await getActingUser(ctx), rule: passwordRule, companyName: name };
}

interface Change {
  user: UserRow;
  passwordHash: string;
  userAgent: string | null;
}

async function store(ctx: Context, { user, passwordHash, userAgent }: Change): Promise<CookieValue> {
  const { userId, email, name, language } = user;
  const locked = await lockUserRow(ctx, userId);
  // An administrator's reset in between wins: the old password that was shown here is no longer the old one.
  if (locked?.passwordHash !== user.passwordHash) throw refuse("identity.wrong-password", { field: "currentPassword" });
  await deleteSessionsOfUser(ctx, userId);
  await updatePassword(ctx, { userId, passwordHash, temporaryHours: null });
  await recordAudit(ctx, { action: "identity.password-changed", subjectKind: "user", subjectId: userId });
  await publish(ctx, passwordChanged, { userId, email, name, language, by: "self" });
  return startSession(ctx, { userId, opens: "everything", userAgent });
}
