import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { refuse } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import { pingDatabase } from "./ping.queries.ts";

const maxEventLoopDelayMs = 200;

/** For the operator's probes: health says that the process answers, readiness that it should get requests. */
export async function registerOperations(server: FastifyInstance, platform: Platform): Promise<void> {
  const hidden = { schema: { hide: true } };
  server.get("/health", hidden, () => ({ status: "alive" }));
  server.get("/ready", hidden, async (_request, reply) => {
    const [database, isResponsive] = await Promise.all([pingDatabase(platform), measureEventLoop()]);
    const isReady = database && isResponsive;
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? "ready" : "not-ready", database, isResponsive });
  });
  server.get("/metrics", hidden, async (request, reply) => {
    if (!mayReadMetrics(platform, request)) throw refuse("common.not-found");
    return reply.type(platform.metrics.registry.contentType).send(await platform.metrics.registry.metrics());
  });
}

async function measureEventLoop(): Promise<boolean> {
  const startedAt = performance.now();
  await new Promise((resolve) => setImmediate(resolve));
  return performance.now() - startedAt < maxEventLoopDelayMs;
}

/** With METRICS_TOKEN: whoever shows it. Without: this machine only, and not through a proxy. */
function mayReadMetrics(platform: Platform, request: FastifyRequest): boolean {
  const { metricsToken } = platform.config;
  if (metricsToken === undefined) {
    return (
      ["127.0.0.1", "::1"].includes(request.socket.remoteAddress ?? "") &&
      request.headers["x-forwarded-for"] === undefined
    );
  }
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${metricsToken}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
