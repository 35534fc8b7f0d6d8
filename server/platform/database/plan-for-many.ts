import { sql } from "kysely";
import type { Tx } from "./types.ts";

/** Sorts and hashes a million rows without going to the disk; few such statements run at once. */
const memoryOfMany = "64MB";
/** Of a row from one process to another: taken for ten times what it is, it keeps long joins on one processor. */
const priceOfPassing = "0.01";
/** A launch to a million people is one statement too, and no request that hangs. */
const longestOfMany = "15min";

/**
 * For statements over a whole organisation. Right after an import PostgreSQL has no statistics of it, expects one row
 * everywhere and nests its loops: 500 contacts then take minutes instead of milliseconds. Hash and merge joins are never
 * far from the best for many rows, whatever the statistics say.
 */
export async function planForMany<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  const { rows } = await sql<{ memory: string; longest: string }>`
    SELECT current_setting('work_mem') AS memory, current_setting('statement_timeout') AS longest,
      set_config('enable_nestloop', 'off', true), set_config('work_mem', ${memoryOfMany}, true),
      set_config('parallel_tuple_cost', ${priceOfPassing}, true),
      set_config('statement_timeout', ${longestOfMany}, true)`.execute(tx);
  const result = await work();
  // Not after an error: it has ended the transaction, and the settings with it.
  await sql`
    SELECT set_config('enable_nestloop', 'on', true), set_config('parallel_tuple_cost', '0.1', true),
      set_config('work_mem', ${rows[0]?.memory}, true),
      set_config('statement_timeout', ${rows[0]?.longest}, true)`.execute(tx);
  return result;
}
