import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { withClient } from "./connect.ts";
import { type DatabaseProxy, startDatabaseProxy } from "./database-proxy.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

let app: TestApp;
let proxy: DatabaseProxy;
beforeAll(async () => {
  app = await startTestApp();
  await app.asOwner("CREATE TABLE public.marks (mark text)");
  proxy = await startDatabaseProxy(app.ownerUrl);
});
afterAll(async () => {
  await proxy.stop();
  await app.stop();
});
beforeEach(async () => {
  proxy.faults = {};
  await app.asOwner("DELETE FROM public.marks");
});

const marks = async () =>
  (await app.asOwner<{ mark: string }>("SELECT mark FROM public.marks")).map(({ mark }) => mark);

async function mark(client: pg.Client, text: string): Promise<string> {
  try {
    await client.query("begin");
    await client.query("INSERT INTO public.marks VALUES ($1)", [text]);
    await client.query("commit");
    return "committed";
  } catch (error) {
    return (error as { code?: string }).code ?? "cut";
  }
}

/** On a connection of its own, whose end is nobody's error. */
async function markOnce(text: string): Promise<string> {
  const client = new pg.Client({ connectionString: proxy.url });
  client.on("error", () => undefined);
  await client.connect();
  const answer = await mark(client, text);
  await client.end().catch(() => undefined);
  return answer;
}

test("passes everything on when nothing is wished", async () => {
  expect(await markOnce("plain")).toBe("committed");
  expect(await marks()).toEqual(["plain"]);
});

test("a commit cut before is not done, one cut after is, and the client knows neither", async () => {
  proxy.faults = { atCommit: (transaction) => (transaction.includes("marks") ? "cut-before" : "pass") };
  expect(await markOnce("before")).not.toBe("committed");
  expect(await marks()).toEqual([]);
  proxy.faults = { atCommit: () => "cut-after" };
  expect(await markOnce("after")).not.toBe("committed");
  expect(await marks()).toEqual(["after"]);
});

test("a serialization failure rolls back, and the connection goes on", async () => {
  let failures = 0;
  proxy.faults = { atCommit: () => (failures++ === 0 ? "serialization-failure" : "pass") };
  await withClient(proxy.url, async (client) => {
    expect(await mark(client, "first")).toBe("40001");
    expect(await mark(client, "second")).toBe("committed");
  });
  expect(await marks()).toEqual(["second"]);
});

test("what travels with the commit is answered as the server did, and the commit by its fault", async () => {
  const together = async (client: pg.Client, text: string) => {
    await client.query("begin");
    const told = await Promise.allSettled([
      client.query("INSERT INTO public.marks VALUES ($1)", [text]),
      client.query("commit"),
    ]);
    return told.map((answer) =>
      answer.status === "fulfilled" ? "done" : ((answer.reason as { code?: string }).code ?? "cut"),
    );
  };
  const pipelined = async (work: (client: pg.Client) => Promise<string[]>) => {
    const client = new pg.Client({ connectionString: proxy.url, pipeline: true } as pg.ClientConfig);
    client.on("error", () => undefined);
    await client.connect();
    const answers = await work(client);
    await client.end().catch(() => undefined);
    return answers;
  };
  proxy.faults = { atCommit: () => "serialization-failure" };
  expect(await pipelined((client) => together(client, "failed"))).toEqual(["done", "40001"]);
  proxy.faults = { atCommit: () => "cut-after" };
  expect((await pipelined((client) => together(client, "after")))[1]).not.toBe("done");
  proxy.faults = {};
  expect(await pipelined((client) => together(client, "plain"))).toEqual(["done", "done"]);
  expect((await marks()).sort()).toEqual(["after", "plain"]);
});

test("a statement cut in its middle is not done", async () => {
  proxy.faults = { atStatement: (statement) => (statement.startsWith("INSERT") ? "cut" : "pass") };
  expect(await markOnce("half")).not.toBe("committed");
  expect(await marks()).toEqual([]);
});

test("a black hole answers nothing, and who refuses lets nobody in", async () => {
  const client = new pg.Client({ connectionString: proxy.url, query_timeout: 200 });
  client.on("error", () => undefined);
  await client.connect();
  proxy.faults = { isBlackHole: true };
  await expect(client.query("SELECT 1")).rejects.toThrow("timeout");
  proxy.dropAll();
  proxy.faults = { isRefusing: true };
  await expect(withClient(proxy.url, async () => undefined)).rejects.toThrow();
});
