import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { newEnding } from "./ending.ts";
import { openPipelinedDatabase, type PipelinedDatabase } from "./pipelined-database.ts";
import type { Tx } from "./types.ts";

let app: TestApp;
let org: TestOrganisation;
let database: PipelinedDatabase;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
  // Both indexes fit the question; one finds a whole organisation, the other one row.
  await app.asOwner(`
    CREATE TABLE platform.steps (org_id uuid, step integer, note text);
    CREATE UNIQUE INDEX steps_by_number ON platform.steps (org_id, step);
    CREATE INDEX steps_by_org ON platform.steps (org_id);
    GRANT SELECT ON platform.steps TO PUBLIC`);
  await app.asOwner("VACUUM ANALYZE platform.steps");
  database = openPipelinedDatabase({ url: app.runtimeUrl, maxConnections: 1, applicationName: "test" });
});
afterAll(async () => {
  await database.destroy();
  await app.stop();
});

const ask = (tx: Tx) => sql`SELECT note FROM platform.steps WHERE org_id = ${org.orgId} AND step = ${7}`.execute(tx);

/** The plan that the connection keeps for the question. */
async function keptPlan(): Promise<string> {
  return database.transact(org.orgId, async (tx) => {
    const { rows: known } = await sql<{ name: string }>`
      SELECT name FROM pg_prepared_statements WHERE statement LIKE ${"SELECT note FROM platform.steps%"}`.execute(tx);
    const { rows } = await sql<Record<string, string>>`
      EXPLAIN EXECUTE ${sql.ref(known[0]?.name ?? "")} (${sql.lit(org.orgId)}, 7)`.execute(tx);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
}

test("a plan that was made for an empty table is made anew after some transactions", async () => {
  await database.transact(org.orgId, ask);
  expect(await keptPlan()).toContain("steps_by_org");
  await app.asOwner(
    "INSERT INTO platform.steps SELECT $1::uuid, number, repeat('x', 100) FROM generate_series(1, 20000) AS number",
    [org.orgId],
  );
  for (let times = 0; times < 10; times++) await database.transact(org.orgId, ask);
  expect(await keptPlan()).toContain("steps_by_number");
});

test("what is asked lastly is done in the transaction, and its error is the one that is told", async () => {
  await app.asOwner("CREATE TABLE platform.notes (note text UNIQUE); GRANT INSERT, SELECT ON platform.notes TO PUBLIC");
  const noted = async () =>
    (await app.asOwner<{ note: string }>("SELECT note FROM platform.notes ORDER BY note")).map(({ note }) => note);
  const note = (text: string) => async (tx: Tx) => sql`INSERT INTO platform.notes (note) VALUES (${text})`.execute(tx);
  const noteTwo = (first: string, second: string) => {
    const used: Tx[] = [];
    return database.transact(
      org.orgId,
      async (tx) => {
        used.push(tx);
        await note(first)(tx);
      },
      { ...newEnding(), tasks: [() => Promise.all(used.map(note(second)))] },
    );
  };
  await noteTwo("a", "b");
  expect(await noted()).toEqual(["a", "b"]);
  await expect(noteTwo("c", "a")).rejects.toMatchObject({ code: "23505" });
  expect(await noted()).toEqual(["a", "b"]);
  await noteTwo("d", "e");
  expect(await noted()).toEqual(["a", "b", "d", "e"]);
});
