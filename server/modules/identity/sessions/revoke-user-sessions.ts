import type { Context } from "../../../platform/context.ts";
import { recordAudit } from "../../audit/index.ts";
import { getUser } from "../users/get-user.ts";
import { deleteSessionsOfUser } from "./sessions.queries.ts";

/** For a lost telephone or a colleague who left: all doors at once. */
export async function revokeUserSessions(ctx: Context, userId: string): Promise<void> {
  await getUser(ctx, userId);
  await deleteSessionsOfUser(ctx, userId);
  await recordAudit(ctx, { action: "identity.sessions-revoked", subjectKind: "user", subjectId: userId });
}
