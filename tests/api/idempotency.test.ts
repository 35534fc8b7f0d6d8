import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { policies } from "../../contracts/identity.ts";
import { defineRoute } from "../../server/http/route.ts";
import { createServer } from "../../server/http/server.ts";
import { recordAudit } from "../../server/modules/audit/index.ts";
import type { Context } from "../../server/platform/context.ts";
import { createPlatform } from "../../server/platform/create-platform.ts";
import { refuse } from "../../server/platform/errors.ts";
import { newId } from "../../server/platform/ids.ts";
import type { Platform } from "../../server/platform/platform.ts";
import { startDatabaseProxy } from "../support/database-proxy.ts";
import { startTestApp } from "../support/test-app.ts";

const body = z.object({
  text: z.string(),
  fate: z.enum(["wait", "refuse", "lose the connection", "fail after commit"]).optional(),
});

/** The effect that must not happen twice is a row of the audit, which nothing else here writes. */
async function leaveTrace(ctx: Context, input: z.infer<typeof body>): Promise<{ traceId: string }> {
  const traceId = newId();
  await recordAudit(ctx, {
    action: "test.effect",
    subjectKind: "trace",
    subjectId: traceId,
    details: { text: input.text },
  });
  if (input.fate === "wait") await sql`SELECT pg_sleep(0.3)`.execute(ctx.tx);
  if (input.fate === "refuse") throw refuse("common.not-found");
  if (input.fate === "lose the connection") await sql`SELECT pg_terminate_backend(pg_backend_pid())`.execute(ctx.tx);
  if (input.fate === "fail after commit") {
    ctx.afterCommit(() => {
      throw new Error("the process dies before it answers");
    });
  }
  return { traceId };
}

const base = {
  method: "POST",
  policy: "signed-in",
  body,
  response: z.object({ traceId: z.string() }),
  status: 201,
  summary: "",
} as const;
const routes = [
  defineRoute({
    ...base,
    operationId: "one",
    path: "/one",
    idempotency: "required",
    handler: (ctx, input) => leaveTrace(ctx, input.body),
  }),
  defineRoute({
    ...base,
    operationId: "two",
    path: "/two",
    idempotency: "optional",
    handler: (ctx, input) => leaveTrace(ctx, input.body),
  }),
];

const app = await startTestApp({ environment: { LOG_LEVEL: "silent" } });
const server = await serverOn(app.platform);
const mine = (await app.newOrganisation()).orgId;
const theirs = (await app.newOrganisation()).orgId;
afterAll(async () => {
  await server.close();
  await app.stop();
});

function serverOn(platform: Platform): Promise<FastifyInstance> {
  return createServer({
    platform,
    routes,
    authenticate: async (_platform, request) => ({
      orgId: String(request.headers["x-org"]),
      actor: { kind: "user", userId: String(request.headers["x-user"]), name: "Test", role: "administrator" },
      policies: new Set(policies),
      language: "en",
      mustChangePassword: false,
    }),
  });
}

interface Call {
  key?: string;
  path?: string;
  orgId?: string;
  userId?: string;
  payload?: z.infer<typeof body>;
  on?: FastifyInstance;
}

const someone = newId();

async function call(wanted: Call) {
  const { key, path = "/one", orgId = mine, userId = someone, payload = { text: "a" } } = wanted;
  const target: FastifyInstance = wanted.on ?? server;
  const headers = { "x-org": orgId, "x-user": userId, ...(key === undefined ? {} : { "idempotency-key": key }) };
  // biome-ignore lint/nursery/useAwaitThenable: without a callback, inject answers a promise
  const answer = await target.inject({ method: "POST", url: `/api/v1${path}`, headers, payload });
  return { status: answer.statusCode, body: answer.json(), text: answer.payload, headers: answer.headers };
}

async function effects(orgId = mine, text = "a"): Promise<number> {
  const { rows } = await app.run({ orgId }, (ctx) =>
    sql<{ count: number }>`
      SELECT count(*) AS count FROM audit.entries
      WHERE org_id = ${orgId} AND action = 'test.effect' AND details ->> 'text' = ${text}`.execute(ctx.tx),
  );
  return rows[0]?.count ?? 0;
}

async function keptKeys(): Promise<number> {
  const { rows } = await app.run({ orgId: mine }, (ctx) =>
    sql<{ count: number }>`SELECT count(*) AS count FROM platform.idempotency_keys WHERE org_id = ${mine}`.execute(
      ctx.tx,
    ),
  );
  return rows[0]?.count ?? 0;
}

test("A-01: of twenty identical requests at once one has its effect, the others are told to wait or get its answer", async () => {
  const payload = { text: "twenty", fate: "wait" } as const;
  const answers = await Promise.all(Array.from({ length: 20 }, () => call({ key: "k-20", payload })));
  expect(await effects(mine, "twenty")).toBe(1);
  const done = answers.filter((answer) => answer.status === 201);
  const running = answers.filter((answer) => answer.status === 409);
  expect(done.length + running.length).toBe(20);
  expect(new Set(done.map((answer) => answer.text)).size).toBe(1);
  expect(done.filter((answer) => answer.headers["idempotent-replayed"] !== "true")).toHaveLength(1);
  expect(running.length).toBeGreaterThan(0);
  for (const answer of running) {
    expect(answer.body.code).toBe("common.idempotency-key-running");
    expect(answer.headers["retry-after"]).toBe("1");
  }
});

test("A-01: a repetition gets the same answer for seven days, marked as such, and is a new request after them", async () => {
  const payload = { text: "days" };
  const first = await call({ key: "k-days", payload });
  expect(first.headers["idempotent-replayed"]).toBeUndefined();
  for (const days of [0, 6]) {
    await app.shiftTime({ days, seconds: 1 });
    const again = await call({ key: "k-days", payload });
    expect(again).toMatchObject({ status: 201, text: first.text });
    expect(again.headers["idempotent-replayed"]).toBe("true");
  }
  expect(await effects(mine, "days")).toBe(1);
  await app.shiftTime({ days: 2 });
  expect((await call({ key: "k-days", payload })).text).not.toBe(first.text);
  expect(await effects(mine, "days")).toBe(2);
});

test("A-01: the same key with another body or on another route is refused, and changes nothing", async () => {
  await call({ key: "k-body", payload: { text: "first" } });
  const other = await call({ key: "k-body", payload: { text: "second" } });
  expect(other).toMatchObject({ status: 422, body: { code: "common.idempotency-key-reused" } });
  const route = await call({ key: "k-body", path: "/two", payload: { text: "first" } });
  expect(route).toMatchObject({ status: 422, body: { code: "common.idempotency-key-reused" } });
  expect(await effects(mine, "second")).toBe(0);
  expect(await effects(mine, "first")).toBe(1);
});

test("A-01: the order of the body's fields makes no difference", async () => {
  const first = await call({ key: "k-order", payload: { text: "order", fate: "wait" } });
  const again = await call({ key: "k-order", payload: { fate: "wait", text: "order" } });
  expect(again.text).toBe(first.text);
});

test("A-01: the key of one caller is nobody else's, in the organisation or outside of it", async () => {
  const payload = { text: "whose" };
  await call({ key: "k-whose", payload });
  expect((await call({ key: "k-whose", payload, userId: newId() })).headers["idempotent-replayed"]).toBeUndefined();
  expect((await call({ key: "k-whose", payload, orgId: theirs })).headers["idempotent-replayed"]).toBeUndefined();
  expect(await effects(mine, "whose")).toBe(2);
  expect(await effects(theirs, "whose")).toBe(1);
});

test("A-02: when the connection dies before the commit nothing has happened, and the repetition does it once", async () => {
  const lost = await call({ key: "k-lost", payload: { text: "lost", fate: "lose the connection" } });
  expect(lost.status).toBe(500);
  expect(await effects(mine, "lost")).toBe(0);
  const again = await call({ key: "k-lost", payload: { text: "lost" } });
  expect(again.status).toBe(201);
  expect(await effects(mine, "lost")).toBe(1);
});

test("A-02: when the program dies after the commit and before its answer, the repetition gets the answer", async () => {
  const payload = { text: "dies", fate: "fail after commit" } as const;
  expect((await call({ key: "k-dies", payload })).status).toBe(500);
  const again = await call({ key: "k-dies", payload });
  expect(again.status).toBe(201);
  expect(again.headers["idempotent-replayed"]).toBe("true");
  expect(await effects(mine, "dies")).toBe(1);
});

test("A-02: when the reply to COMMIT is lost, the repetition gets the truth", async () => {
  const cutter = await startDatabaseProxy(app.runtimeUrl);
  const { platform, stop } = await createPlatform({
    config: { ...app.platform.config, logLevel: "silent" },
    runtimeUrl: cutter.url,
    subscriptions: [],
  });
  const fragile = await serverOn(platform);
  try {
    const payload = { text: "commit" };
    await call({ key: "k-warm", on: fragile });
    cutter.cutNext();
    expect((await call({ key: "k-commit", payload, on: fragile })).status).toBe(500);
    const again = await call({ key: "k-commit", payload, on: fragile });
    expect(again.status).toBe(201);
    expect(again.headers["idempotent-replayed"]).toBe("true");
    expect(await effects(mine, "commit")).toBe(1);
  } finally {
    await fragile.close();
    await stop();
    await cutter.stop();
  }
});

test("A-02: a refusal is not kept, so the same request may succeed later", async () => {
  expect((await call({ key: "k-refused", payload: { text: "refused", fate: "refuse" } })).status).toBe(404);
  expect(await effects(mine, "refused")).toBe(0);
  expect((await call({ key: "k-refused", payload: { text: "refused" } })).status).toBe(201);
});

test("A-03: a malformed key is refused, and nothing is stored or done", async () => {
  const before = await keptKeys();
  const bad = ["", " ", "x".repeat(256), "a\tb", "a b", "k\u{1f511}", "é"];
  for (const key of bad) {
    const answer = await call({ key: Buffer.from(key, "utf8").toString("latin1"), payload: { text: "malformed" } });
    expect(answer, JSON.stringify(key)).toMatchObject({
      status: 400,
      body: { code: "common.idempotency-key-malformed" },
    });
  }
  expect(await keptKeys()).toBe(before);
  expect(await effects(mine, "malformed")).toBe(0);
  expect((await call({ key: "x".repeat(255), payload: { text: "longest" } })).status).toBe(201);
});

test("A-03: where a key is required, a request without one is refused; where it is optional, each counts", async () => {
  const missing = await call({ payload: { text: "missing" } });
  expect(missing).toMatchObject({ status: 400, body: { code: "common.idempotency-key-missing" } });
  expect(await effects(mine, "missing")).toBe(0);
  await call({ path: "/two", payload: { text: "optional" } });
  await call({ path: "/two", payload: { text: "optional" } });
  expect(await effects(mine, "optional")).toBe(2);
});

test("a wrong body is refused before the key is looked at, and keeps nothing", async () => {
  const before = await keptKeys();
  const answer = await call({ key: "k-invalid", payload: {} as { text: string } });
  expect(answer.status).toBe(422);
  expect(await keptKeys()).toBe(before);
});
