import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../../../tests/support/test-app.ts";
import { template } from "../../../tests/support/test-databases.ts";
import { installQueue } from "../queue.ts";
import { migrate } from "./migrate.ts";
import { createPool } from "./open-database.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

test("processes that start together take no right from those at work, not for a moment", async () => {
  const pool = createPool({ url: app.runtimeUrl, maxConnections: 2, applicationName: "test" });
  const errors: string[] = [];
  let isOver = false;
  const work = async () => {
    while (!isOver)
      await pool.query("SELECT 1 FROM consent.ledger LIMIT 1").catch((error) => errors.push(String(error)));
  };
  const working = [work(), work()];
  const start = async () => {
    await migrate(app.ownerUrl, `${template}_runtime`);
    await installQueue(app.ownerUrl, `${template}_runtime`, []);
  };
  for (let round = 0; round < 3; round++) await Promise.all([start(), start()]);
  isOver = true;
  await Promise.all(working);
  await pool.end();
  expect(errors).toEqual([]);
});
