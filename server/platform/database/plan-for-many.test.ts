import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";
import type { Context } from "../context.ts";
import { planForMany } from "./plan-for-many.ts";

let app: TestApp;
let org: TestOrganisation;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
});
afterAll(() => app.stop());

/** A join of an organisation of which PostgreSQL knows nothing yet. */
async function planOf(ctx: Context): Promise<string> {
  const { rows } = await sql<{ "QUERY PLAN": string }>`
    EXPLAIN SELECT 1 FROM contacts.contact_directory c
    JOIN contacts.address_book b ON b.org_id = c.org_id AND b.contact_id = c.contact_id
    WHERE c.org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

test("without statistics a statement over an organisation nests no loops, and the next one plans as usual", async () => {
  const plans = await app.run(org, async (ctx) => ({
    many: await planForMany(ctx.tx, () => planOf(ctx)),
    next: await planOf(ctx),
  }));
  expect(plans.many).not.toContain("Nested Loop");
  expect(plans.next).toContain("Nested Loop");
});

test("an error ends the setting with its transaction", async () => {
  const failing = app.run(org, (ctx) => planForMany(ctx.tx, () => sql`SELECT 1 / 0`.execute(ctx.tx)));
  await expect(failing).rejects.toThrow("division by zero");
  expect(await app.run(org, planOf)).toContain("Nested Loop");
});
