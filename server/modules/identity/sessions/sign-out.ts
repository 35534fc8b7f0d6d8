import type { Context } from "../../../platform/context.ts";
import { recordAudit } from "../../audit/index.ts";
import { getActingUser } from "../users/get-acting-user.ts";
import { deleteSession } from "./sessions.queries.ts";

export async function signOut(ctx: Context, sessionId: string | undefined): Promise<void> {
  const { userId } = await getActingUser(ctx);
  if (sessionId !== undefined) await deleteSession(ctx, { userId, sessionId });
  await recordAudit(ctx, { action: "identity.signed-out", subjectKind: "user", subjectId: userId });
}
