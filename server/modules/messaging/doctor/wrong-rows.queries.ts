import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { planForMany } from "../../../platform/database/plan-for-many.ts";
import { mostExamples, type WrongRow } from "./invariants.rules.ts";

/**
 * Runs one invariant: `wrong` is a SELECT of (what, id). Reads a whole organisation, so it takes the time that it takes,
 * and plans for many rows; it can change nothing.
 */
export async function listWrong(ctx: Context, wrong: RawBuilder<unknown>): Promise<WrongRow[]> {
  await sql`SELECT set_config('transaction_read_only', 'on', true), set_config('statement_timeout', '0', true)`.execute(
    ctx.tx,
  );
  const { rows } = await planForMany(ctx.tx, () =>
    sql<WrongRow>`
      SELECT what, count(*) AS found, (array_agg(id ORDER BY id))[1:${sql.lit(mostExamples)}] AS examples
      FROM (${wrong}) wrong (what, id)
      GROUP BY what
      ORDER BY what
      LIMIT 100`.execute(ctx.tx),
  );
  return rows;
}
