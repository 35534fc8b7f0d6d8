import type { FastifyRequest } from "fastify";
import { refuse } from "../platform/errors.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** A browser tells where a request comes from; one that changes something and comes from elsewhere is refused. */
export function checkOrigin(request: FastifyRequest, publicUrl: string): void {
  if (safeMethods.has(request.method)) return;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") throw refuse("common.foreign-origin");
  const { origin } = request.headers;
  if (origin === undefined) return;
  const own = [new URL(publicUrl).origin, `${request.protocol}://${request.host}`];
  if (!own.includes(origin)) throw refuse("common.foreign-origin");
}
