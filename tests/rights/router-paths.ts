import type { FastifyInstance } from "fastify";

/** Every path and method that the router answers, read from the router itself and not from our list. */
export function routerPaths(server: FastifyInstance): string[] {
  const found: string[] = [];
  const trail: string[] = [];
  for (const line of server.printRoutes({ commonPrefix: false }).split("\n")) {
    const match = /^((?:[│ ] {3})*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!match) continue;
    const depth = (match[1] ?? "").length / 4;
    trail.length = depth;
    trail.push(match[2] ?? "");
    for (const method of match[3]?.split(", ") ?? []) found.push(`${method} ${trail.join("")}`);
  }
  return found;
}
