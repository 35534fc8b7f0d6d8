import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { findUserRow, type UserRow } from "./users.queries.ts";

/** The user who is signed in; a key has no account of its own. */
export async function getActingUser(ctx: Context): Promise<UserRow> {
  if (ctx.actor.kind !== "user") throw refuse("identity.only-for-users");
  const row = await findUserRow(ctx, ctx.actor.userId);
  if (!row) throw refuse("common.not-signed-in");
  return row;
}
