import { z } from "zod";
import { nothing } from "../../../contracts/common.ts";
import {
  changeAccountBody,
  changePasswordBody,
  openSessionsSchema,
  sessionSchema,
  userSchema,
} from "../../../contracts/identity.ts";
import { defineRoute, defineStreamRoute } from "../../http/route.ts";
import { changeOwnPassword } from "./passwords/change-own-password.ts";
import { getSession } from "./sessions/get-session.ts";
import { listSessions } from "./sessions/list-sessions.ts";
import { revokeSession } from "./sessions/revoke-session.ts";
import { clearSessionCookie, setSessionCookie } from "./sessions/session-cookie.ts";
import { signOut } from "./sessions/sign-out.ts";
import { changeOwnAccount } from "./users/change-own-account.ts";
import { getActingUser } from "./users/get-acting-user.ts";

/** What everybody who is signed in does with their own account. */
export const accountRoutes = [
  defineRoute({
    operationId: "getSession",
    method: "GET",
    path: "/session",
    summary: "Who is signed in, and what they may do",
    policy: "signed-in",
    duringPasswordChange: true,
    response: sessionSchema,
    handler: (ctx, { request }) => getSession(ctx, request.principal?.mustChangePassword ?? false),
  }),
  defineRoute({
    operationId: "signOut",
    method: "POST",
    path: "/sign-out",
    summary: "End this session",
    policy: "signed-in",
    duringPasswordChange: true,
    response: nothing,
    handler: async (ctx, { request, reply }) => {
      await signOut(ctx, request.principal?.sessionId);
      clearSessionCookie(ctx.platform.config, reply);
      return {};
    },
  }),
  defineRoute({
    operationId: "changeOwnAccount",
    method: "PATCH",
    path: "/account",
    summary: "Change one's own name or language",
    policy: "signed-in",
    body: changeAccountBody,
    response: userSchema,
    handler: (ctx, { body }) => changeOwnAccount(ctx, body),
  }),
  defineStreamRoute({
    operationId: "changeOwnPassword",
    method: "POST",
    path: "/account/password",
    summary: "Change one's own password; asks for the old one and ends all other sessions",
    policy: "signed-in",
    duringPasswordChange: true,
    rateLimit: { max: 60, perSeconds: 60 },
    body: changePasswordBody,
    response: nothing,
    handler: async (session, { body, request, reply }) => {
      const userAgent = request.headers["user-agent"] ?? null;
      const cookie = await changeOwnPassword(session, { ...body, userAgent });
      setSessionCookie(session.platform.config, reply, cookie);
      return {};
    },
  }),
  defineRoute({
    operationId: "listOwnSessions",
    method: "GET",
    path: "/account/sessions",
    summary: "Where one is signed in",
    policy: "signed-in",
    response: openSessionsSchema,
    handler: async (ctx, { request }) => {
      const { userId } = await getActingUser(ctx);
      return listSessions(ctx, { userId, currentSessionId: request.principal?.sessionId });
    },
  }),
  defineRoute({
    operationId: "revokeOwnSession",
    method: "DELETE",
    path: "/account/sessions/:sessionId",
    summary: "End one of one's own sessions",
    policy: "signed-in",
    params: z.object({ sessionId: z.uuid() }),
    response: nothing,
    handler: async (ctx, { params }) => {
      const { userId } = await getActingUser(ctx);
      await revokeSession(ctx, { userId, sessionId: params.sessionId });
      return {};
    },
  }),
];
