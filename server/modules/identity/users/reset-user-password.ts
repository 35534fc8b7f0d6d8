import { passwordChanged, type TemporaryPassword } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { publish } from "../../../platform/events.ts";
import { recordAudit } from "../../audit/index.ts";
import { giveTemporaryPassword } from "../passwords/give-temporary-password.ts";
import { lockUserRow } from "./users.queries.ts";

/**
 * For a colleague who forgot theirs (X47). Administrators are the operator's matter (X48, D15): otherwise one stolen
 * session of an administrator would take over all the others.
 */
export async function resetUserPassword(ctx: Context, userId: string): Promise<TemporaryPassword> {
  const user = await lockUserRow(ctx, userId);
  if (!user) throw refuse("identity.user-not-found");
  if (ctx.actor.kind === "user" && ctx.actor.userId === userId) throw refuse("identity.not-on-yourself");
  if (user.role === "administrator") throw refuse("identity.administrator-needs-operator");
  const given = await giveTemporaryPassword(ctx, userId);
  await recordAudit(ctx, { action: "identity.password-reset", subjectKind: "user", subjectId: userId });
  const { email, name, language } = user;
  await publish(ctx, passwordChanged, { userId, email, name, language, by: "administrator" });
  return given;
}
