import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Policy } from "../../contracts/identity.ts";
import type { Context } from "../platform/context.ts";
import type { Platform } from "../platform/platform.ts";
import type { Session } from "./session.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface RouteBase<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
> {
  /** Unique over the whole API; the OpenAPI document and the rights matrix name the route by it. */
  operationId: string;
  summary: string;
  method: Method;
  /** Without the prefix `/api/v1`, which every route gets unless `prefix` says otherwise. */
  path: string;
  prefix?: string;
  params?: Params;
  query?: Query;
  body?: Body;
  response?: Response;
  /** Of a success; 200 unless set. */
  status?: number;
  /** `required`: an effect that must not happen twice (send, import, start, grant). */
  idempotency?: "required" | "optional";
  rateLimit?: { max: number; perSeconds: number };
  /** Of the body, in bytes; 1 MiB unless set. */
  bodyLimit?: number;
  /**
   * Pages of other programs may call it from the browser, with an API key; the cookie of somebody's session never opens it
   * to them.
   */
  otherSites?: "with-key";
  /** Reachable while a forced change of password is due. Only the change itself and the session. */
  duringPasswordChange?: boolean;
}

interface Input<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  params: z.output<Params>;
  query: z.output<Query>;
  body: z.output<Body>;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** For staff, in one transaction of their organisation. `signed-in` needs a session but no policy. */
export interface StaffRoute<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> extends RouteBase<Params, Query, Body, Response> {
  kind: "staff";
  policy: Policy | "signed-in";
  handler: (ctx: Context, input: Input<Params, Query, Body>) => Promise<z.input<Response>>;
}

/** For anyone: no organisation is known until the handler has read it from a token. */
export interface OpenRoute<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> extends RouteBase<Params, Query, Body, Response> {
  kind: "open";
  policy: "anyone";
  /** Form posts of people and mail programs come from elsewhere by design; their token is the proof. */
  foreignOrigin?: "allowed";
  handler: (
    platform: Platform,
    input: Input<Params, Query, Body>,
  ) => Promise<z.input<Response> | FastifyReply | string>;
}

/** For staff, where the answer or the body is a stream or a page: the handler opens its transactions itself. */
export interface StreamRoute<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> extends RouteBase<Params, Query, Body, Response> {
  kind: "stream";
  policy: Policy | "signed-in";
  handler: (session: Session, input: Input<Params, Query, Body>) => Promise<z.input<Response> | FastifyReply | string>;
}

export type RouteDefinition = StaffRoute | OpenRoute | StreamRoute;

export function defineRoute<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
>(route: Omit<StaffRoute<Params, Query, Body, Response>, "kind">): RouteDefinition {
  return { kind: "staff", ...route } as unknown as RouteDefinition;
}

export function defineOpenRoute<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
>(route: Omit<OpenRoute<Params, Query, Body, Response>, "kind">): RouteDefinition {
  return { kind: "open", ...route } as unknown as RouteDefinition;
}

export function defineStreamRoute<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
>(route: Omit<StreamRoute<Params, Query, Body, Response>, "kind">): RouteDefinition {
  return { kind: "stream", ...route } as unknown as RouteDefinition;
}

export function fullPath(route: RouteDefinition): string {
  return (route.prefix ?? "/api/v1") + route.path;
}
