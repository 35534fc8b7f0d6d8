import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../../../config.ts";
import { sessionAbsoluteHours } from "./session.rules.ts";

/** The organisation stands in clear before the secret: without it no row of ours can be seen. */
export interface CookieValue {
  orgId: string;
  secret: string;
}

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/;

export function readSessionCookie(config: Config, request: FastifyRequest): CookieValue | undefined {
  const match = form.exec(request.cookies[cookieName(config)] ?? "");
  return match?.[1] && match[2] ? { orgId: match[1], secret: match[2] } : undefined;
}

export function setSessionCookie(config: Config, reply: FastifyReply, value: CookieValue): void {
  reply.setCookie(cookieName(config), `${value.orgId}.${value.secret}`, {
    ...attributes(config),
    maxAge: sessionAbsoluteHours * 3600,
  });
}

export function clearSessionCookie(config: Config, reply: FastifyReply): void {
  reply.clearCookie(cookieName(config), attributes(config));
}

function attributes(config: Config) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: isHttps(config) } as const;
}

/** Browsers take `__Host-` only with TLS; on plain http, which is for this machine alone, the bare name must do. */
function cookieName(config: Config): string {
  return isHttps(config) ? "__Host-placet" : "placet";
}

function isHttps(config: Config): boolean {
  return config.publicUrl.startsWith("https:");
}
