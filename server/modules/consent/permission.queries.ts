import { type RawBuilder, sql } from "kysely";
import type { RefusalReason } from "../../../contracts/consent.ts";
import { type Condition, type FactName, permissionRules } from "./permission.rules.ts";

export type FactExpressions = Record<FactName, RawBuilder<unknown>>;

const comparisons = { below: sql`<`, "at-least": sql`>=`, "at-most": sql`<=`, above: sql`>` };

/** The same table of rules as a CASE: the reason of the first broken rule, or NULL where the way is free. */
export function reasonCase(facts: FactExpressions): RawBuilder<RefusalReason | null> {
  const branches = permissionRules.map(
    (rule) =>
      sql`WHEN ${sql.join(
        rule.when.map((condition) => conditionSql(condition, facts)),
        sql` AND `,
      )} THEN ${sql.lit(rule.reason)}`,
  );
  return sql<RefusalReason | null>`CASE ${sql.join(branches, sql` `)} END`;
}

function conditionSql(condition: Condition, facts: FactExpressions): RawBuilder<unknown> {
  const value = facts[condition.fact];
  if ("in" in condition) return sql`(${value}) IN (${sql.join(condition.in.map((one) => sql.lit(one)))})`;
  const limit = typeof condition.limit === "number" ? sql.lit(condition.limit) : sql`(${facts[condition.limit]})`;
  return sql`(${value}) ${comparisons[condition.is]} ${limit}`;
}
