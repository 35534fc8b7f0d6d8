import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { hashSecret, makeSecret } from "./secret-token.ts";
import { changeSessionMinutes, sessionAbsoluteHours } from "./session.rules.ts";
import type { CookieValue } from "./session-cookie.ts";
import { insertSession, type SessionOpens } from "./sessions.queries.ts";

export interface StartSessionInput {
  userId: string;
  opens: SessionOpens;
  userAgent: string | null;
}

/** A new secret each time: what somebody planted or saw before the sign-in is worth nothing after it. */
export async function startSession(ctx: Context, input: StartSessionInput): Promise<CookieValue> {
  const secret = makeSecret();
  await insertSession(ctx, {
    sessionId: newId(),
    userId: input.userId,
    secretHash: hashSecret(secret),
    opens: input.opens,
    userAgent: input.userAgent?.slice(0, 300) ?? null,
    minutes: input.opens === "everything" ? sessionAbsoluteHours * 60 : changeSessionMinutes,
  });
  return { orgId: ctx.orgId, secret };
}
