import { afterAll, beforeAll, expect, test } from "vitest";
import { type DatabaseProxy, startDatabaseProxy } from "../../../tests/support/database-proxy.ts";
import { startTestApp, type TestApp } from "../../../tests/support/test-app.ts";
import { createPool } from "./open-database.ts";
import { watchDatabase } from "./watch-database.ts";

let app: TestApp;
let proxy: DatabaseProxy;
beforeAll(async () => {
  app = await startTestApp();
  proxy = await startDatabaseProxy(app.runtimeUrl);
});
afterAll(async () => {
  await proxy.stop();
  await app.stop();
});

test("R-15: what waits for a database that swallows everything fails soon, and the next question goes through again", async () => {
  const warnings: string[] = [];
  const logger = { warn: (_: unknown, text: string) => warnings.push(text) };
  const pool = createPool({ url: proxy.url, maxConnections: 3, applicationName: "test" });
  const watch = watchDatabase({ url: proxy.url, logger, everyMs: 50, tickMs: 50, silentTicks: 10 });
  const ask = (statement: string) => pool.query(statement).then(({ rowCount }) => rowCount, String);
  // Longer than the silence that ends connections: its answer is late, the database is not away.
  expect(await ask("SELECT pg_sleep(1)")).toBe(1);
  expect(warnings).toEqual([]);
  proxy.faults.isBlackHole = true;
  const startedAt = performance.now();
  expect(await Promise.all([ask("SELECT 1"), ask("SELECT 2")])).toEqual([
    "Error: Connection terminated unexpectedly",
    "Error: Connection terminated unexpectedly",
  ]);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(warnings[0]).toContain("does not answer");
  proxy.faults = {};
  await expect.poll(() => ask("SELECT 1"), { timeout: 5_000 }).toBe(1);
  await watch.stop();
  await pool.end();
});
