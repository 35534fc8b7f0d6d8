import type { Session } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import { getActingUser } from "../users/get-acting-user.ts";
import { presentSession } from "./present-session.ts";

export async function getSession(ctx: Context, mustChangePassword: boolean): Promise<Session> {
  return presentSession(ctx, await getActingUser(ctx), mustChangePassword);
}
