import { signInAnswer, signInBody } from "../../../contracts/identity.ts";
import { defineOpenRoute } from "../../http/route.ts";
import { readSessionCookie, setSessionCookie } from "./sessions/session-cookie.ts";
import { signIn } from "./sessions/sign-in.ts";

export const publicIdentityRoutes = [
  defineOpenRoute({
    operationId: "signIn",
    method: "POST",
    path: "/sign-in",
    summary: "Open a session by e-mail and password",
    policy: "anyone",
    // Beside the delay of each account: this one bounds what a single address may try on many.
    rateLimit: { max: 60, perSeconds: 60 },
    body: signInBody,
    response: signInAnswer,
    handler: async (platform, { body, request, reply }) => {
      const userAgent = request.headers["user-agent"] ?? null;
      const previous = readSessionCookie(platform.config, request);
      const { answer, cookie } = await signIn(platform, { ...body, userAgent, previous });
      if (cookie) setSessionCookie(platform.config, reply, cookie);
      return answer;
    },
  }),
];
