import type { FastifyInstance } from "fastify";
import type { Metrics } from "../platform/metrics.ts";

/** By the pattern of the route, never by the address: that carries ids and people's links. */
export function measureRequests(server: FastifyInstance, metrics: Metrics): void {
  const seconds = metrics.histogram({
    name: "placet_http_request_seconds",
    help: "How long requests took, by route and status",
    labels: ["method", "route", "status"],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5],
  });
  server.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
}
