import { routes } from "../../server/app.ts";
import { createServer } from "../../server/http/server.ts";
import type { Principal } from "../../server/http/session.ts";
import { policiesOfRole } from "../../server/modules/identity/policies.rules.ts";
import { newId } from "../../server/platform/ids.ts";
import { type BenchInstallation, benchUser } from "./installation.ts";
import { percentile } from "./statistics.ts";

export interface BenchApi {
  request: (method: string, path: string, body?: unknown) => Promise<{ status: number; milliseconds: number }>;
  stop: () => Promise<void>;
}

/** The product's HTTP server on a port of its own, with one administrator who is signed in already. */
export async function startBenchApi(installation: BenchInstallation, orgId: string): Promise<BenchApi> {
  const principal: Principal = {
    orgId,
    actor: benchUser,
    policies: new Set(policiesOfRole("administrator")),
    language: "fr",
    sessionId: "bench",
    mustChangePassword: false,
  };
  const server = await createServer({ platform: installation.platform, routes, authenticate: async () => principal });
  // biome-ignore lint/nursery/useAwaitThenable: it is a promise; its type says PromiseLike of an overload
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  return {
    request: async (method, path, body) => {
      const startedAt = performance.now();
      const response = await fetch(`${address}/api/v1${path}`, {
        method,
        headers: { "content-type": "application/json", "idempotency-key": newId() },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      await response.arrayBuffer();
      return { status: response.status, milliseconds: performance.now() - startedAt };
    },
    stop: () => server.close(),
  };
}

export interface Latencies {
  p50: number;
  p95: number;
  p99: number;
  statuses: Record<number, number>;
}

/** One request after the other; the first tenth warms up and does not count. */
export async function measureRequests(
  count: number,
  send: (number: number) => Promise<{ status: number; milliseconds: number }>,
): Promise<Latencies> {
  const times: number[] = [];
  const statuses: Record<number, number> = {};
  for (let number = 0; number < count; number++) {
    const { status, milliseconds } = await send(number);
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (number >= count / 10) times.push(milliseconds);
  }
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99), statuses };
}
