import { sql } from "kysely";
import type { Tx } from "./types.ts";

/**
 * For statements over a whole organisation. Right after an import PostgreSQL has no statistics of it, expects one row
 * everywhere and nests its loops: 500 contacts then take minutes instead of milliseconds. Hash and merge joins are never
 * far from the best for many rows, whatever the statistics say.
 */
export async function planForMany<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  await setNestedLoops(tx, "off");
  const result = await work();
  // Not after an error: it has ended the transaction, and the setting with it.
  await setNestedLoops(tx, "on");
  return result;
}

async function setNestedLoops(tx: Tx, value: "on" | "off"): Promise<void> {
  await sql`SELECT set_config('enable_nestloop', ${value}, true)`.execute(tx);
}
