import type { SignInAnswer, SignInInput } from "../../../../contracts/identity.ts";
import { type Context, runInOrganisation } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import type { Platform } from "../../../platform/platform.ts";
import { recordAudit } from "../../audit/index.ts";
import { getOrganisationRow } from "../organisations/get-organisation-row.ts";
import { isPasswordOf, pretendToCheck } from "../passwords/hash-password.ts";
import { passwordFaultsOf } from "../passwords/password.rules.ts";
import { emailKeyOf } from "../users/email-key.rules.ts";
import { lockUserRow, markSignedIn, type UserRow } from "../users/users.queries.ts";
import { countSignInAttempt } from "./count-sign-in-attempt.ts";
import { presentSession } from "./present-session.ts";
import { hashSecret } from "./secret-token.ts";
import type { CookieValue } from "./session-cookie.ts";
import { deleteSessionBySecret } from "./sessions.queries.ts";
import { type AccountRow, findAccountsByEmail } from "./sign-in.queries.ts";
import { startSession } from "./start-session.ts";

export interface SignInRequest extends SignInInput {
  userAgent: string | null;
  /** The session that the browser still had; it ends here. */
  previous: CookieValue | undefined;
}

export interface SignInOutcome {
  answer: SignInAnswer;
  cookie: CookieValue | undefined;
}

/** One text and one duration for a wrong password and for an e-mail that nobody has. */
export async function signIn(platform: Platform, request: SignInRequest): Promise<SignInOutcome> {
  const forgetAttempts = await countSignInAttempt(platform, request.email);
  const accounts = await findMatchingAccounts(platform, request);
  const [account, ...others] = accounts;
  if (!account) throw refuse("identity.sign-in-failed");
  await forgetAttempts();
  if (others.length > 0) return { answer: await offerChoice(platform, accounts), cookie: undefined };
  const actor = { kind: "system", name: "sign-in" } as const;
  return runInOrganisation(platform, { orgId: account.orgId, actor }, (ctx) => enter(ctx, account, request));
}

async function findMatchingAccounts(platform: Platform, request: SignInRequest): Promise<AccountRow[]> {
  const known = await findAccountsByEmail(platform, emailKeyOf(request.email));
  const wanted = known.filter((account) => request.orgId === undefined || account.orgId === request.orgId);
  if (wanted.length === 0) await pretendToCheck(request.password);
  const matches = await Promise.all(wanted.map((account) => isPasswordOf(account.passwordHash, request.password)));
  return wanted.filter((_, index) => matches[index]);
}

async function offerChoice(platform: Platform, accounts: AccountRow[]): Promise<SignInAnswer> {
  const organisations: { orgId: string; name: string }[] = [];
  for (const { orgId } of accounts) {
    const actor = { kind: "system", name: "sign-in" } as const;
    const { name } = await runInOrganisation(platform, { orgId, actor }, getOrganisationRow);
    organisations.push({ orgId, name });
  }
  return { kind: "choose-organisation", organisations };
}

async function enter(ctx: Context, account: AccountRow, request: SignInRequest): Promise<SignInOutcome> {
  const user = await lockUserRow(ctx, account.userId);
  // Between the check and this lock the account may have changed hands.
  if (!user || user.isDisabled || user.passwordHash !== account.passwordHash) throw refuse("identity.sign-in-failed");
  if (user.isTemporaryOver) throw refuse("identity.temporary-password-over");
  const mustChangePassword = user.isTemporary || (await isBelowRule(ctx, user, request.password));
  if (request.previous?.orgId === ctx.orgId) await deleteSessionBySecret(ctx, hashSecret(request.previous.secret));
  await markSignedIn(ctx, user.userId);
  const cookie = await startSession(ctx, {
    userId: user.userId,
    opens: mustChangePassword ? "password-change" : "everything",
    userAgent: request.userAgent,
  });
  const { userId, name, role } = user;
  const signedIn: Context = { ...ctx, actor: { kind: "user", userId, name, role }, language: user.language };
  await recordAudit(signedIn, { action: "identity.signed-in", subjectKind: "user", subjectId: userId });
  return { answer: { kind: "signed-in", session: await presentSession(ctx, user, mustChangePassword) }, cookie };
}

/** Only here the password is at hand in clear, so only here a stricter rule can meet it (X46: at the next sign-in). */
async function isBelowRule(ctx: Context, user: UserRow, password: string): Promise<boolean> {
  const organisation = await getOrganisationRow(ctx);
  const words = [organisation.name, user.name, user.email];
  return passwordFaultsOf(password, organisation.passwordRule, { words }).length > 0;
}
