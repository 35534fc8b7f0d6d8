import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { consentStates, permissionClasses } from "../../../contracts/consent.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { type FactExpressions, reasonCaseSql } from "./permission.queries.ts";
import { decidePermission, type PermissionFacts } from "./permission.rules.ts";

let app: TestApp;
let org: TestOrganisation;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
});
afterAll(() => app.stop());

const domains: { [Name in keyof PermissionFacts]: readonly PermissionFacts[Name][] } = {
  messageClass: permissionClasses,
  state: consentStates,
  holder: ["registered", "external", "gone"],
  suppression: ["none", "blocked", "dead"],
  daysLeft: [Number.POSITIVE_INFINITY, 30, 0],
  allowsMass: [true, false],
  allowsSingle: [true, false],
  allowsContact: [true, false],
  daysSinceRequest: [90, 89.5],
  requestsUnanswered: [1, 2],
  requestPauseDays: [90],
  requestLimit: [2],
  basis: ["none", "stated-reason", "declaration"],
  lawLimit: ["open", "not-now", "closed"],
};
const names = Object.keys(domains) as (keyof PermissionFacts)[];

/** Every combination, in the order of a counter whose last fact turns fastest. */
function* combinations(): Generator<PermissionFacts> {
  const total = names.reduce((product, name) => product * domains[name].length, 1);
  for (let index = 0; index < total; index++) {
    let rest = index;
    const facts: Record<string, unknown> = {};
    for (const name of [...names].reverse()) {
      const { length } = domains[name];
      facts[name] = domains[name][rest % length];
      rest = Math.floor(rest / length);
    }
    yield facts as unknown as PermissionFacts;
  }
}

test("the SQL expression and the pure function agree on every combination of facts", async () => {
  const columns = Object.fromEntries(names.map((name) => [name, sql.ref(`${name}.value`)])) as FactExpressions;
  const from = sql.join(names.map((name) => valuesOf(name)));
  // One number to sort by: that of the counter.
  const order = names.reduce<RawBuilder<unknown>>(
    (sum, name) => sql`(${sum} * ${sql.lit(domains[name].length)} + ${sql.ref(`${name}.position`)})`,
    sql`0`,
  );
  const { rows } = await app.run(org, (ctx) =>
    sql<{ reasons: string }>`
      SELECT string_agg(coalesce(${reasonCaseSql(columns)}, '-'), ' ' ORDER BY ${order}) AS reasons
      FROM ${from}`.execute(ctx.tx),
  );
  const fromSql = (rows[0]?.reasons ?? "").split(" ");
  let index = 0;
  const differences: unknown[] = [];
  for (const facts of combinations()) {
    const reason = decidePermission(facts).refusal ?? "-";
    if (fromSql[index] !== reason && differences.push({ facts, reason, sql: fromSql[index] }) > 5) break;
    index++;
  }
  expect(differences).toEqual([]);
  expect(index).toBe(fromSql.length);
  expect(index).toBeGreaterThan(130_000);
}, 120_000);

function valuesOf(name: keyof PermissionFacts): RawBuilder<unknown> {
  const rows = domains[name].map((value, position) => sql`(${sql.lit(position)}, ${literal(value)})`);
  return sql`(VALUES ${sql.join(rows)}) AS ${sql.ref(name)} (position, value)`;
}

function literal(value: unknown): RawBuilder<unknown> {
  if (typeof value === "boolean") return sql.lit(value);
  if (typeof value !== "number") return sql`${sql.lit(String(value))}::text`;
  return sql`${sql.lit(value === Number.POSITIVE_INFINITY ? "infinity" : String(value))}::float8`;
}
