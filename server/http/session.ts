import type { FastifyReply, FastifyRequest } from "fastify";
import type { Policy } from "../../contracts/identity.ts";
import type { Language } from "../../contracts/languages.ts";
import { type Actor, type Context, runInOrganisation } from "../platform/context.ts";
import { refuse } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";

/** Who asks, as the authenticator found it for this one request. */
export interface Principal {
  orgId: string;
  actor: Actor;
  policies: ReadonlySet<Policy>;
  language: Language;
  /** Undefined for API keys. */
  sessionId?: string;
  mustChangePassword: boolean;
}

export type Authenticate = (
  platform: Platform,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<Principal | undefined>;

/** A principal that may do what the route asks for. */
export interface Session {
  platform: Platform;
  principal: Principal;
  run: <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;
}

declare module "fastify" {
  interface FastifyRequest {
    principal: Principal | undefined;
  }
}

export interface Admission {
  policy: Policy | "signed-in";
  duringPasswordChange: boolean;
}

/** Throws the refusal that says what is missing: a sign-in, a new password, or the policy. */
export function admit(principal: Principal | undefined, admission: Admission): Principal {
  if (!principal) throw refuse("common.not-signed-in");
  if (principal.mustChangePassword && !admission.duringPasswordChange)
    throw refuse("identity.password-change-required");
  if (admission.policy !== "signed-in" && !principal.policies.has(admission.policy)) throw refuse("common.not-allowed");
  return principal;
}

export function openSession(platform: Platform, principal: Principal, requestId: string): Session {
  return {
    platform,
    principal,
    run: (work) =>
      runInOrganisation(
        platform,
        { orgId: principal.orgId, actor: principal.actor, language: principal.language, requestId },
        work,
      ),
  };
}
