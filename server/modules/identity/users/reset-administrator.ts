import { administratorReset, passwordChanged, type TemporaryPassword } from "../../../../contracts/identity.ts";
import { type Actor, type Context, runInOrganisation } from "../../../platform/context.ts";
import { publish } from "../../../platform/events.ts";
import type { Platform } from "../../../platform/platform.ts";
import { recordAudit } from "../../audit/index.ts";
import { giveTemporaryPassword } from "../passwords/give-temporary-password.ts";
import { findAccountsByEmail } from "../sessions/sign-in.queries.ts";
import { emailKeyOf } from "./email-key.rules.ts";
import { listAdministratorRows, lockUserRow } from "./users.queries.ts";

export interface ResetAdministratorInput {
  email: string;
  /** How the operator made sure who asks; kept in the audit and told to the other administrators. */
  reason: string;
  operator: string;
  orgId?: string;
}

export type ResetAdministratorOutcome =
  | ({ kind: "reset"; orgId: string; told: number } & TemporaryPassword)
  | { kind: "no-such-administrator" }
  | { kind: "several-organisations"; orgIds: string[] };

/** D15: by the operator alone, with a written reason, and never behind the backs of the other administrators. */
export async function resetAdministrator(
  platform: Platform,
  input: ResetAdministratorInput,
): Promise<ResetAdministratorOutcome> {
  const actor: Actor = { kind: "operator", name: input.operator, reason: input.reason };
  const accounts = await findAdministrators(platform, input, actor);
  const [account, ...others] = accounts;
  if (!account) return { kind: "no-such-administrator" };
  if (others.length > 0) return { kind: "several-organisations", orgIds: accounts.map(({ orgId }) => orgId) };
  return runInOrganisation(platform, { orgId: account.orgId, actor }, (ctx) => reset(ctx, account.userId, input));
}

async function findAdministrators(platform: Platform, input: ResetAdministratorInput, actor: Actor) {
  const found: { orgId: string; userId: string }[] = [];
  for (const { orgId, userId } of await findAccountsByEmail(platform, emailKeyOf(input.email))) {
    if (input.orgId !== undefined && input.orgId !== orgId) continue;
    const administrators = await runInOrganisation(platform, { orgId, actor }, listAdministratorRows);
    if (administrators.some((row) => row.userId === userId)) found.push({ orgId, userId });
  }
  return found;
}

async function reset(ctx: Context, userId: string, input: ResetAdministratorInput): Promise<ResetAdministratorOutcome> {
  const user = await lockUserRow(ctx, userId);
  if (!user) return { kind: "no-such-administrator" };
  const given = await giveTemporaryPassword(ctx, userId);
  const tell = (await listAdministratorRows(ctx)).filter((row) => row.userId !== userId);
  await recordAudit(ctx, { action: "identity.administrator-reset", subjectKind: "user", subjectId: userId });
  const { email, name, language } = user;
  await publish(ctx, passwordChanged, { userId, email, name, language, by: "operator" });
  await publish(ctx, administratorReset, {
    userId,
    userName: name,
    reason: input.reason,
    operator: input.operator,
    tell,
  });
  return { kind: "reset", orgId: ctx.orgId, told: tell.length, ...given };
}
