import type { ChangeAccountInput, User } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { recordAudit } from "../../audit/index.ts";
import { getActingUser } from "./get-acting-user.ts";
import { presentUser } from "./present-user.ts";
import { updateUser } from "./users.queries.ts";

export async function changeOwnAccount(ctx: Context, input: ChangeAccountInput): Promise<User> {
  const before = await getActingUser(ctx);
  const after = { ...before, name: input.name ?? before.name, language: input.language ?? before.language };
  await updateUser(ctx, after);
  const changed = Object.keys(input);
  await recordAudit(ctx, {
    action: "identity.account-changed",
    subjectKind: "user",
    subjectId: before.userId,
    details: { changed },
  });
  return presentUser(after);
}
