import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from "fastify";
import type { Context } from "../platform/context.ts";
import { checkOrigin } from "./csrf.ts";
import { answerOnce, checkIdempotencyKey, type IdempotentRequest } from "./idempotency.ts";
import { answerPreflight, letOtherSitesRead } from "./other-sites.ts";
import { fullPath, type OpenRoute, type RouteDefinition, type StaffRoute, type StreamRoute } from "./route.ts";
import type { ServerOptions } from "./server.ts";
import { admit, openSession, type Principal, type Session } from "./session.ts";

/** Turns a definition into a Fastify route: origin, rights, limits and idempotency come before the handler, for all alike. */
export function registerRoute(server: FastifyInstance, options: ServerOptions, route: RouteDefinition): void {
  if (route.kind !== "staff" && route.idempotency)
    throw new Error(`${route.operationId}: only a staff route can keep an answer`);
  if (route.otherSites) answerPreflight(server, route);
  server.route({
    method: route.method,
    url: fullPath(route),
    schema: schemaOf(route),
    bodyLimit: route.bodyLimit ?? 1_048_576,
    config: route.rateLimit
      ? { rateLimit: { max: route.rateLimit.max, timeWindow: route.rateLimit.perSeconds * 1000 } }
      : {},
    // Before the body is parsed: a stranger learns nothing from what is wrong with it.
    onRequest: async (request, reply) => {
      if (route.kind === "open") {
        if (route.foreignOrigin !== "allowed") checkOrigin(request, options.platform.config.publicUrl);
        return;
      }
      if (route.otherSites) letOtherSitesRead(reply);
      request.principal = await options.authenticate(options.platform, request, reply);
      const { actor } = admit(request.principal, admissionOf(route));
      // A key is not sent along by a browser of its own accord, as a cookie is.
      if (!(route.otherSites && actor.kind === "api-key")) checkOrigin(request, options.platform.config.publicUrl);
    },
    handler: (request, reply) => answer(options, route, { request, reply }),
  });
}

function schemaOf(route: RouteDefinition): FastifySchema {
  const isPublicPage = route.prefix !== undefined && !route.prefix.startsWith("/api");
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.path.split("/")[1] ?? ""],
    ...(isPublicPage ? { hide: true } : {}),
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    ...(route.response ? { response: { [route.status ?? 200]: route.response } } : {}),
    ...(route.kind === "open" ? {} : { security: [{ session: [] }, { apiKey: [] }] }),
    description: describeRights(route),
  } as FastifySchema;
}

function describeRights(route: RouteDefinition): string {
  const rights = `${rightsInWords(route.policy)}.`;
  if (!route.idempotency) return rights;
  return `${rights} ${route.idempotency === "required" ? "Requires" : "Takes"} an \`Idempotency-Key\` header.`;
}

function rightsInWords(policy: RouteDefinition["policy"]): string {
  if (policy === "anyone") return "Open to anyone";
  return policy === "signed-in" ? "Needs a sign-in" : `Needs the policy \`${policy}\``;
}

function admissionOf(route: StaffRoute | StreamRoute) {
  return { policy: route.policy, duringPasswordChange: route.duringPasswordChange === true };
}

async function answer(
  { platform }: ServerOptions,
  route: RouteDefinition,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<unknown> {
  const input = { params: request.params, query: request.query, body: request.body, request, reply };
  if (route.kind === "open") return (route as OpenRoute).handler(platform, input);
  const principal = admit(request.principal, admissionOf(route));
  const session = openSession(platform, principal, request.id);
  if (route.kind === "stream") return (route as StreamRoute).handler(session, input);
  return answerStaff(session, route, { request, reply, handle: (ctx) => route.handler(ctx, input) });
}

interface StaffCall {
  request: FastifyRequest;
  reply: FastifyReply;
  handle: (ctx: Context) => Promise<unknown>;
}

async function answerStaff(session: Session, route: StaffRoute, call: StaffCall): Promise<unknown> {
  const status = route.status ?? 200;
  if (!route.idempotency) {
    const body = await session.run(call.handle);
    return call.reply.status(status).send(body);
  }
  const once = idempotentRequest(route, session.principal, call.request);
  checkIdempotencyKey(once.key, once.isRequired);
  const answered = await session.run((ctx) =>
    answerOnce(ctx, once, async () => ({ status, body: await call.handle(ctx) })),
  );
  if (answered.isReplayed) void call.reply.header("idempotent-replayed", "true");
  return call.reply.status(answered.status).send(answered.body);
}

function idempotentRequest(route: StaffRoute, principal: Principal, request: FastifyRequest): IdempotentRequest {
  const header = request.headers["idempotency-key"];
  return {
    key: Array.isArray(header) ? header.join(",") : header,
    isRequired: route.idempotency === "required",
    principal: principalName(principal),
    fingerprint: createHash("sha256")
      .update(JSON.stringify([route.method, request.url, request.body ?? null]))
      .digest("hex"),
  };
}

function principalName({ actor }: Principal): string {
  switch (actor.kind) {
    case "user":
      return `user:${actor.userId}`;
    case "api-key":
      return `api-key:${actor.apiKeyId}`;
    case "person":
      return `person:${actor.addressId}`;
    case "system":
    case "operator":
      return `${actor.kind}:${actor.name}`;
    default:
      return actor satisfies never;
  }
}
