import { authenticate, modules, routes } from "./app.ts";
import { createServer } from "./http/server.ts";
import type { Background } from "./platform/module.ts";
import type { Platform } from "./platform/platform.ts";

export interface RunningApi extends Background {
  address: string;
}

/** Answers the screens, the public API and the pages of the people who get messages. */
export async function startApi(platform: Platform): Promise<RunningApi> {
  const server = await createServer({ platform, routes, authenticate });
  for (const module of modules) module.measure?.(platform);
  const { host, port } = platform.config;
  // biome-ignore lint/nursery/useAwaitThenable: it is a promise; its type says PromiseLike of an overload
  const address = await server.listen({ host, port });
  return { address, stop: () => server.close() };
}
