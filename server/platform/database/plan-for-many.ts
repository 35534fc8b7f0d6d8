import { sql } from "kysely";
import type { Tx } from "./types.ts";

/** What sorts and hashes a million rows without going to the disk; few such statements run at once. */
const memoryOfMany = "64MB";

/**
 * For statements over a whole organisation. Right after an import PostgreSQL has no statistics of it, expects one row
 * everywhere and nests its loops: 500 contacts then take minutes instead of milliseconds. Hash and merge joins are never
 * far from the best for many rows, whatever the statistics say.
 */
export async function planForMany<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  const before = await sql<{ memory: string }>`
    SELECT current_setting('work_mem') AS memory, set_config('enable_nestloop', 'off', true),
      set_config('work_mem', ${memoryOfMany}, true)`.execute(tx);
  const result = await work();
  // Not after an error: it has ended the transaction, and the settings with it.
  await sql`
    SELECT set_config('enable_nestloop', 'on', true), set_config('work_mem', ${before.rows[0]?.memory}, true)`.execute(
    tx,
  );
  return result;
}
