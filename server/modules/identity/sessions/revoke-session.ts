import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { deleteSession } from "./sessions.queries.ts";

/** Whoever holds its cookie is out at the next request. */
export async function revokeSession(ctx: Context, owner: { userId: string; sessionId: string }): Promise<void> {
  if (!(await deleteSession(ctx, owner))) throw refuse("identity.session-not-found");
  await recordAudit(ctx, {
    action: "identity.session-revoked",
    subjectKind: "user",
    subjectId: owner.userId,
    details: { sessionId: owner.sessionId },
  });
}
