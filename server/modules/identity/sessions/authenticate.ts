import type { FastifyRequest } from "fastify";
import type { Policy } from "../../../../contracts/identity.ts";
import type { Authenticate, Principal } from "../../../http/session.ts";
import { type Context, runInOrganisation } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { readApiKey } from "../api-keys/api-key.rules.ts";
import { findUsableApiKey, touchApiKey } from "../api-keys/api-keys.queries.ts";
import { getOrganisationRow } from "../organisations/get-organisation-row.ts";
import { policiesOfRole } from "../policies.rules.ts";
import { hashSecret } from "./secret-token.ts";
import { readSessionCookie } from "./session-cookie.ts";
import { findOpenSession, touchSession } from "./sessions.queries.ts";

/** Who asks, as the database knows it at this moment. A key that is shown is used, whatever cookie came along. */
export const authenticate: Authenticate = (platform, request) => {
  const { authorization } = request.headers;
  return authorization === undefined ? bySession(platform, request) : byApiKey(platform, authorization);
};

const actor = { kind: "system", name: "authenticate" } as const;

async function bySession(platform: Platform, request: FastifyRequest): Promise<Principal | undefined> {
  const cookie = readSessionCookie(platform.config, request);
  if (!cookie) return undefined;
  return runInOrganisation(platform, { orgId: cookie.orgId, actor }, (ctx) => findUser(ctx, cookie.secret));
}

async function findUser(ctx: Context, secret: string): Promise<Principal | undefined> {
  const session = await findOpenSession(ctx, hashSecret(secret));
  if (!session) return undefined;
  if (session.isSeenLongAgo) await touchSession(ctx, session.sessionId);
  const { userId, name, role, language, sessionId } = session;
  return {
    orgId: ctx.orgId,
    actor: { kind: "user", userId, name, role },
    policies: new Set(policiesOfRole(role)),
    language,
    sessionId,
    mustChangePassword: session.opens === "password-change",
  };
}

async function byApiKey(platform: Platform, authorization: string): Promise<Principal | undefined> {
  const given = readApiKey(authorization);
  if (!given) return undefined;
  return runInOrganisation(platform, { orgId: given.orgId, actor }, (ctx) => findKey(ctx, given.secret));
}

async function findKey(ctx: Context, secret: string): Promise<Principal | undefined> {
  const key = await findUsableApiKey(ctx, hashSecret(secret));
  if (!key) return undefined;
  if (key.isUsedLongAgo) await touchApiKey(ctx, key.apiKeyId);
  return {
    orgId: ctx.orgId,
    actor: { kind: "api-key", apiKeyId: key.apiKeyId, name: key.name },
    policies: new Set<Policy>(key.policies),
    language: (await getOrganisationRow(ctx)).language,
    mustChangePassword: false,
  };
}
