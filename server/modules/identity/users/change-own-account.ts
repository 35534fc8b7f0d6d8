import type { ChangeAccountInput, User } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { getActingUser } from "./get-acting-user.ts";
import { presentUser } from "./present-user.ts";
import { lockUserRow, updateUser } from "./users.queries.ts";

export async function changeOwnAccount(ctx: Context, input: ChangeAccountInput): Promise<User> {
  // Locked: a role that an administrator takes away at this moment must not come back with the new name.
  const { userId } = await getActingUser(ctx);
  const before = await lockUserRow(ctx, userId);
  if (!before) throw refuse("identity.user-not-found");
  const after = { ...before, name: input.name ?? before.name, language: input.language ?? before.language };
  await updateUser(ctx, after);
  const changed = Object.keys(input);
  await recordAudit(ctx, {
    action: "identity.account-changed",
    subjectKind: "user",
    subjectId: userId,
    details: { changed },
  });
  return presentUser(after);
}
