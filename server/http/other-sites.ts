import type { FastifyInstance, FastifyReply } from "fastify";
import { fullPath, type RouteDefinition } from "./route.ts";

/** No `allow-credentials`: what is answered to a cookie cannot be read elsewhere. */
export function letOtherSitesRead(reply: FastifyReply): void {
  void reply
    .header("access-control-allow-origin", "*")
    .header("access-control-expose-headers", "idempotent-replayed, retry-after, x-request-id");
}

/** The question that a browser asks before it sends a key along. */
export function answerPreflight(server: FastifyInstance, route: RouteDefinition): void {
  const url = fullPath(route);
  if (server.hasRoute({ method: "OPTIONS", url })) return;
  server.options(url, { schema: { hide: true } }, (_request, reply) => {
    letOtherSitesRead(reply);
    return reply
      .header("access-control-allow-methods", "GET, POST")
      .header("access-control-allow-headers", "accept-language, authorization, content-type, idempotency-key")
      .header("access-control-max-age", "86400")
      .code(204)
      .send();
  });
}
