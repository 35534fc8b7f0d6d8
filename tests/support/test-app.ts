import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { FastifyInstance, InjectOptions } from "fastify";
import pg from "pg";
import { inject } from "vitest";
import type { Role } from "../../contracts/identity.ts";
import type { Language } from "../../contracts/languages.ts";
import { authenticate, jobs, modules, routes } from "../../server/app.ts";
import { readConfig } from "../../server/config.ts";
import { createServer } from "../../server/http/server.ts";
import type { Principal } from "../../server/http/session.ts";
import { createOrganisation } from "../../server/modules/identity/index.ts";
import { policiesOfRole } from "../../server/modules/identity/policies.rules.ts";
import { type Actor, type Context, runInOrganisation } from "../../server/platform/context.ts";
import { createPlatform } from "../../server/platform/create-platform.ts";
import { newId } from "../../server/platform/ids.ts";
import type { Platform } from "../../server/platform/platform.ts";
import { copyDatabase } from "./test-databases.ts";

export interface TestOrganisation {
  orgId: string;
}

export interface TestAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the route under test answers
  body: any;
  text: string;
  headers: Record<string, string | string[] | number | undefined>;
}

export interface TestClient {
  userId: string;
  request: (method: string, path: string, options?: RequestOptions) => Promise<TestAnswer>;
}

export interface RequestOptions {
  body?: unknown;
  query?: Record<string, string | number | boolean>;
  headers?: Record<string, string>;
}

export interface TestApp {
  platform: Platform;
  server: FastifyInstance;
  ownerUrl: string;
  runtimeUrl: string;
  newOrganisation: (options?: {
    name?: string;
    language?: Language;
    isDemonstration?: boolean;
  }) => Promise<TestOrganisation>;
  run: <Result>(
    org: TestOrganisation,
    work: (ctx: Context) => Promise<Result>,
    options?: { actor?: Actor; language?: Language },
  ) => Promise<Result>;
  signedIn: (org: TestOrganisation, role: Role) => TestClient;
  anonymous: TestClient;
  drainQueue: () => Promise<void>;
  shiftTime: (by: { days?: number; hours?: number; minutes?: number; seconds?: number }) => Promise<void>;
  asOwner: <Row>(statement: string, values?: unknown[]) => Promise<Row[]>;
  stop: () => Promise<void>;
}

export interface TestAppOptions {
  environment?: Record<string, string>;
  /** Of a server with the migrated template; the run's own unless given. */
  superuserUrl?: string;
}

/** The real program on a fresh copy of the migrated database. Only who is signed in is told instead of proved. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const superuserUrl = options.superuserUrl ?? inject("databases").superuserUrl;
  const database = await copyDatabase(superuserUrl);
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), "placet-data-"));
  const config = readConfig({
    PLACET_DATA: dataFolder,
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? "error",
    PUBLIC_URL: "http://localhost:3000",
    ...options.environment,
  });
  const subscriptions = modules.flatMap((module) => module.subscriptions ?? []);
  const { platform, stop } = await createPlatform({
    config,
    runtimeUrl: database.runtimeUrl,
    subscriptions,
    maxConnections: 12,
  });
  const principals = new Map<string, Principal>();
  const server = await createServer({
    platform,
    routes,
    authenticate: async (floor, request, reply) =>
      principals.get(String(request.headers["x-test-principal"])) ?? authenticate(floor, request, reply),
  });
  await server.ready();
  const asOwner = ownerQuery(database.ownerUrl);
  return {
    platform,
    server,
    ownerUrl: database.ownerUrl,
    runtimeUrl: database.runtimeUrl,
    newOrganisation: (wanted = {}) => newOrganisation(platform, wanted),
    run: (org, work, { actor = testAdministrator, language = "en" } = {}) =>
      runInOrganisation(platform, { orgId: org.orgId, actor, language }, work),
    signedIn: (org, role) => signIn({ server, principals }, org, role),
    anonymous: { userId: "", request: (method, url, wanted = {}) => send(server, [method, url], wanted) },
    drainQueue: () => drainQueue(platform),
    shiftTime: timeShifter(asOwner),
    asOwner,
    stop: async () => {
      await server.close();
      await stop();
      await database.drop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

const testAdministrator: Actor = {
  kind: "user",
  userId: "00000000-0000-7000-8000-00000000000a",
  name: "Ada Test",
  role: "administrator",
};

async function newOrganisation(
  platform: Platform,
  wanted: { name?: string; language?: Language; isDemonstration?: boolean },
): Promise<TestOrganisation> {
  const { orgId } = await createOrganisation(platform, { name: "Chauffage Martin", language: "fr", ...wanted });
  return { orgId };
}

interface Door {
  server: FastifyInstance;
  principals: Map<string, Principal>;
}

function signIn({ server, principals }: Door, org: TestOrganisation, role: Role): TestClient {
  const token = newId();
  const actor: Actor = { kind: "user", userId: newId(), name: `Test ${role}`, role };
  principals.set(token, {
    orgId: org.orgId,
    actor,
    policies: new Set(policiesOfRole(role)),
    language: "en",
    sessionId: token,
    mustChangePassword: false,
  });
  return {
    userId: actor.userId,
    request: (method, url, options = {}) =>
      send(server, [method, url], { ...options, headers: { "x-test-principal": token, ...options.headers } }),
  };
}

/** `path` without a leading `/api/v1` gets it, unless it starts with `!` for a public page. */
async function send(
  server: FastifyInstance,
  [method, url]: [method: string, url: string],
  options: RequestOptions,
): Promise<TestAnswer> {
  const target = url.startsWith("!") ? url.slice(1) : `/api/v1${url}`;
  const query = options.query
    ? Object.fromEntries(Object.entries(options.query).map(([key, value]) => [key, String(value)]))
    : undefined;
  // biome-ignore lint/nursery/useAwaitThenable: inject answers a promise when it gets no callback
  const answer = await server.inject({
    method: method as NonNullable<InjectOptions["method"]>,
    url: target,
    ...(query ? { query } : {}),
    ...(options.body === undefined ? {} : { payload: options.body as string | object }),
    headers: options.headers ?? {},
  });
  const isJson = String(answer.headers["content-type"] ?? "").includes("json");
  return {
    status: answer.statusCode,
    body: isJson && answer.payload !== "" ? JSON.parse(answer.payload) : undefined,
    text: answer.payload,
    headers: answer.headers,
  };
}

/** Runs what is due until nothing is left, in this process and in order. */
async function drainQueue(platform: Platform): Promise<void> {
  const { boss } = platform.queue;
  for (let found = true; found; ) {
    found = false;
    for (const job of jobs) {
      for (const queued of await boss.fetch(job.name, { batchSize: 50 })) {
        found = true;
        await job.runUnchecked(platform, queued.data);
        await boss.complete(job.name, queued.id);
      }
    }
  }
}

function ownerQuery(ownerUrl: string) {
  return async <Row>(statement: string, values: unknown[] = []): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    try {
      return (await client.query(statement, values)).rows as Row[];
    } finally {
      await client.end();
    }
  };
}

function timeShifter(asOwner: TestApp["asOwner"]): TestApp["shiftTime"] {
  let totalSeconds = 0;
  return async ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
    totalSeconds += ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
    await asOwner(`CREATE OR REPLACE FUNCTION platform.current_time() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT statement_timestamp() + interval '${totalSeconds} seconds' $$`);
  };
}
