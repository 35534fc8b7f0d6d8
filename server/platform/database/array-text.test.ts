import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { propertyRuns } from "../../../tests/support/property-runs.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { arrayText } from "./array-text.ts";

let app: TestApp;
let org: TestOrganisation;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
});
afterAll(() => app.stop());

async function readBack<Element>(values: readonly Element[], type: string): Promise<Element[]> {
  const question = sql<{ values: Element[] }>`SELECT ${arrayText(values)}::${sql.raw(type)}[] AS "values"`;
  const { rows } = await app.run(org, ({ tx }) => question.execute(tx));
  return rows[0]?.values ?? [];
}

test("PostgreSQL reads the texts that were written, whatever is in them", async () => {
  const telling = fc.constantFrom(
    "",
    " ",
    "NULL",
    "null",
    ",",
    '"',
    "\\",
    "{}",
    "{a,b}",
    '\\"',
    "ß\u00a0€😀",
    "a\nb\tc",
  );
  const text = fc.oneof(telling, fc.string({ unit: "grapheme" }).map(withoutZero), fc.constant(null));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 30 }), async (texts) => {
      expect(await readBack(texts, "text")).toEqual(texts);
    }),
    propertyRuns(50),
  );
});

/** PostgreSQL knows every character but this one. */
function withoutZero(text: string): string {
  return text.replaceAll("\0", "");
}

test("numbers, truths and moments are read as they are, to the millisecond", async () => {
  expect(await readBack([1, -2, 0, null], "int")).toEqual([1, -2, 0, null]);
  expect(await readBack([true, false], "boolean")).toEqual([true, false]);
  const moments = [new Date("2026-03-29T01:59:59.999Z"), null, new Date(0), new Date("9999-12-31T23:59:59.999Z")];
  expect(await readBack(moments, "timestamptz")).toEqual(moments);
});

test("what it does not know is left to pg", () => {
  for (const strange of [[["a"]], [Buffer.from("a")], [{ a: 1 }], [new Date(-1)], [new Date(Number.NaN)]])
    expect(arrayText(strange)).toBeUndefined();
});

test("a list in a statement of the road out arrives as it was given", async () => {
  const lists: unknown[][] = [['a "quoted" \\ one', null, ""], [["nested"], ["lists"]], []];
  for (const list of lists) {
    const { rows } = await app.platform.pipelinedDatabase.transact(org.orgId, (tx) =>
      sql<{ list: unknown }>`SELECT ${list}::text[] AS list`.execute(tx),
    );
    expect(rows).toEqual([{ list }]);
  }
});
