import { sql } from "kysely";
import type { Tx } from "./types.ts";

type Settings = Readonly<Record<string, string>>;

const settingsForMany: Settings = {
  enable_nestloop: "off",
  // Sorts and hashes a million rows without going to the disk; few such statements run at once.
  work_mem: "64MB",
  // Of a row from one process to another: taken for ten times what it is, it keeps long joins on one processor.
  parallel_tuple_cost: "0.01",
  // A page of an index that is read as a whole costs hardly more than one of a table.
  random_page_cost: "1.1",
  // A launch to a million people is one statement too, and no request that hangs.
  statement_timeout: "15min",
};

/**
 * For statements over a whole organisation. Right after an import PostgreSQL has no statistics of it, expects one row
 * everywhere and nests its loops: 500 contacts then take minutes instead of milliseconds. Hash and merge joins are never
 * far from the best for many rows, whatever the statistics say.
 */
export function planForMany<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  return planWith(tx, settingsForMany, work);
}

const settingsForSlice: Settings = { enable_hashjoin: "off", enable_mergejoin: "off" };

/**
 * For statements over some thousand of very many rows, which PostgreSQL has statistics of by then: looked up one by one. A join
 * that reads a whole table would cost as much for each slice as for all of them.
 */
export function planForSlice<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  return planWith(tx, settingsForSlice, work);
}

async function planWith<Result>(tx: Tx, settings: Settings, work: () => Promise<Result>): Promise<Result> {
  // OFFSET 0: each is read before it is changed.
  const { rows } = await sql<{ name: string; before: string }>`
    SELECT name, before, set_config(name, wanted, true)
    FROM (
      SELECT name, current_setting(name) AS before, wanted
      FROM unnest(${Object.keys(settings)}::text[], ${Object.values(settings)}::text[]) AS given (name, wanted)
      OFFSET 0) known`.execute(tx);
  const result = await work();
  // Not after an error: it has ended the transaction, and the settings with it.
  await sql`
    SELECT set_config(name, before, true)
    FROM unnest(${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.before)}::text[]) AS known (name, before)`.execute(
    tx,
  );
  return result;
}
