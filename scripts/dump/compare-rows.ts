import type pg from "pg";
import type { DumpedTable } from "./dump-file.ts";
import { hashRows, readRows } from "./read-tables.ts";

/** What an upgrade lost or changed: each dumped table must still hold the dumped columns with the dumped rows. */
export async function compareRows(client: pg.ClientBase, tables: readonly DumpedTable[]): Promise<string[]> {
  await client.query("SET TIME ZONE 'UTC'");
  const problems: string[] = [];
  for (const table of tables) {
    problems.push(...(await compareTable(client, table)));
  }
  return problems;
}

async function compareTable(client: pg.ClientBase, table: DumpedTable): Promise<string[]> {
  const { rows: existing } = await client.query<{ name: string }>(
    `SELECT quote_ident(attname) AS name FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped`,
    [table.name],
  );
  const gone = table.columns.filter((column) => !existing.some((each) => each.name === column.name));
  if (gone.length > 0) {
    return gone.map((column) => `${table.name}.${column.name} is gone`);
  }
  const rows = await readRows(client, table.name, table.columns);
  if (rows.length !== table.rows.length) {
    return [`${table.name} has ${rows.length} rows instead of ${table.rows.length}`];
  }
  return hashRows(rows) === hashRows(table.rows) ? [] : [`${table.name} has other contents`];
}
