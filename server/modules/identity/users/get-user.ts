import type { User } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { presentUser } from "./present-user.ts";
import { findUserRow } from "./users.queries.ts";

export async function getUser(ctx: Context, userId: string): Promise<User> {
  const row = await findUserRow(ctx, userId);
  if (!row) throw refuse("identity.user-not-found");
  return presentUser(row);
}
