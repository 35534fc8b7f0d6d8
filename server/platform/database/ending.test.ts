import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { type Context, runInOrganisation } from "../context.ts";

let app: TestApp;
let org: TestOrganisation;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
  await app.asOwner("CREATE TABLE platform.notes (note text UNIQUE); GRANT INSERT, SELECT ON platform.notes TO PUBLIC");
});
afterAll(() => app.stop());
beforeEach(() => app.asOwner("TRUNCATE platform.notes"));

async function note(ctx: Context, text: string): Promise<void> {
  await sql`INSERT INTO platform.notes (note) VALUES (${text})`.execute(ctx.tx);
}

async function noted(): Promise<string[]> {
  const rows = await app.asOwner<{ note: string }>("SELECT note FROM platform.notes ORDER BY note");
  return rows.map((row) => row.note);
}

describe.each([
  ["over an ordinary connection", false],
  ["over a connection for many statements", true],
])("what is asked to be answered later, %s,", (_, isPipelined) => {
  const run = <Result>(work: (ctx: Context) => Promise<Result>) =>
    runInOrganisation(app.platform, { orgId: org.orgId, actor: { kind: "system", name: "test" }, isPipelined }, work);

  test("is done in the transaction, before what is asked after it", async () => {
    const { rows } = await run(async (ctx) => {
      ctx.answerLater([note(ctx, "a"), note(ctx, "b")]);
      return sql`SELECT note FROM platform.notes ORDER BY note`.execute(ctx.tx);
    });
    expect(rows).toEqual([{ note: "a" }, { note: "b" }]);
    expect(await noted()).toEqual(["a", "b"]);
  });

  test("is undone with it, and never done after it", async () => {
    const changedMind = run(async (ctx) => {
      ctx.answerLater([note(ctx, "a"), note(ctx, "b"), note(ctx, "c")]);
      throw new Error("changed my mind");
    });
    await expect(changedMind).rejects.toThrow("changed my mind");
    await run((ctx) => note(ctx, "d"));
    expect(await noted()).toEqual(["d"]);
  });

  test("fails it with its own error, whatever fails after that", async () => {
    await run((ctx) => note(ctx, "a"));
    const twice = run(async (ctx) => ctx.answerLater([note(ctx, "b"), note(ctx, "a"), note(ctx, "c")]));
    await expect(twice).rejects.toMatchObject({ code: "23505" });
    const goesOn = run(async (ctx) => {
      ctx.answerLater([note(ctx, "a"), note(ctx, "b")]);
      await note(ctx, "c");
    });
    await expect(goesOn).rejects.toMatchObject({ code: "23505" });
    expect(await noted()).toEqual(["a"]);
  });
});
