import { existsSync } from "node:fs";
import path from "node:path";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import fastifyStatic from "@fastify/static";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { refuse } from "../platform/errors.ts";
import { newId } from "../platform/ids.ts";
import type { Platform } from "../platform/platform.ts";
import { answerError } from "./errors.ts";
import { registerForms } from "./form-body.ts";
import { measureRequests } from "./measure-requests.ts";
import { registerOpenApi } from "./openapi.ts";
import { registerOperations } from "./operations.routes.ts";
import { registerRoute } from "./register-route.ts";
import type { RouteDefinition } from "./route.ts";
import type { Authenticate } from "./session.ts";

export interface ServerOptions {
  platform: Platform;
  routes: RouteDefinition[];
  authenticate: Authenticate;
}

const webFolder = path.resolve(import.meta.dirname, "../../web/dist");

/** Everything that is reachable by HTTP. Not listening yet: tests inject, mains listen. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { config } = options.platform;
  const server = Fastify({
    loggerInstance: options.platform.logger as FastifyBaseLogger,
    // Addresses of requests carry people's links: what matters is counted, not logged.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    bodyLimit: 1_048_576,
    genReqId: () => newId(),
    requestIdHeader: false,
    routerOptions: { maxParamLength: 500 },
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(answerError);
  server.decorateRequest("principal", undefined);
  registerForms(server);
  await registerPlugins(server, config.publicUrl.startsWith("https:"));
  await registerOpenApi(server);
  server.addHook("onRequest", async (request, reply) => {
    void reply.header("x-request-id", request.id);
  });
  measureRequests(server, options.platform.metrics);
  await registerOperations(server, options.platform);
  await server.register((scope, _options, done) => {
    for (const route of options.routes) registerRoute(scope, options, route);
    done();
  });
  await registerWeb(server);
  return server;
}

async function registerPlugins(server: FastifyInstance, isHttps: boolean): Promise<void> {
  await server.register(cookie);
  await server.register(multipart, { limits: { fileSize: 52_428_800, files: 1, fields: 20, fieldSize: 65_536 } });
  await server.register(rateLimit, { global: false });
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // The component library sets inline styles; scripts stay strictly ours.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "https:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: ["'self'", "blob:"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'self'"],
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: "same-origin" },
    xFrameOptions: { action: "sameorigin" },
    crossOriginEmbedderPolicy: false,
  });
}

/** The built screens. A path that is no file and no API belongs to the browser's own router. */
async function registerWeb(server: FastifyInstance): Promise<void> {
  if (!existsSync(path.join(webFolder, "index.html"))) return answerNothingElse(server);
  await server.register(fastifyStatic, {
    root: webFolder,
    wildcard: true,
    index: "index.html",
    cacheControl: false,
    setHeaders: setCaching,
  });
  server.setNotFoundHandler((request, reply) => {
    if (!isPageRequest(request)) return answerNotFound(request, reply);
    return reply.header("cache-control", "no-cache").sendFile("index.html");
  });
}

function setCaching(reply: FastifyReply, file: string): void {
  const isHashed = file.includes(`${path.sep}assets${path.sep}`);
  void reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
}

function answerNothingElse(server: FastifyInstance): void {
  server.setNotFoundHandler(answerNotFound);
}

function isPageRequest(request: FastifyRequest): boolean {
  const isReserved = ["/api/", "/c/", "/u/", "/assets/"].some((prefix) => request.url.startsWith(prefix));
  return request.method === "GET" && !isReserved && (request.headers.accept ?? "").includes("text/html");
}

function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerError(refuse("common.not-found"), request, reply);
}
