import type pg from "pg";
import type { DumpedTable } from "./dump-file.ts";

const rowsAtOnce = 500;

/**
 * Puts the rows of a dump into tables of its own level, as they were: triggers and foreign keys do not look at them a
 * second time, since an append-only ledger would otherwise write new events instead of keeping the old ones.
 */
export async function restoreTables(client: pg.ClientBase, tables: readonly DumpedTable[]): Promise<void> {
  await client.query("BEGIN");
  await client.query("SET LOCAL session_replication_role = replica");
  for (const table of tables) {
    await client.query(`DELETE FROM ${table.name}`);
    for (let from = 0; from < table.rows.length; from += rowsAtOnce) {
      await insertRows(client, table, table.rows.slice(from, from + rowsAtOnce));
    }
    await continueSequences(client, table);
  }
  await client.query("COMMIT");
}

async function insertRows(client: pg.ClientBase, table: DumpedTable, rows: DumpedTable["rows"]): Promise<void> {
  const names = table.columns.map((column) => column.name).join(", ");
  const values = table.columns.map((column, at) => `(r ->> ${at})::${column.type}`).join(", ");
  await client.query(
    `INSERT INTO ${table.name} (${names}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM jsonb_array_elements($1::jsonb) r`,
    [JSON.stringify(rows)],
  );
}

async function continueSequences(client: pg.ClientBase, table: DumpedTable): Promise<void> {
  for (const column of table.columns) {
    await client.query(
      `SELECT setval(s.sequence::regclass, greatest(1, (SELECT max(${column.name}::text::numeric)::bigint FROM ${table.name})))
       FROM (SELECT pg_get_serial_sequence($1, $2) AS sequence) s WHERE s.sequence IS NOT NULL`,
      [table.name, column.name.replaceAll('"', "")],
    );
  }
}
