import { createHash } from "node:crypto";
import type pg from "pg";
import type { DumpedColumn, DumpedTable } from "./dump-file.ts";

/** Filled by the migrator itself, in every database. */
const keptByMigrator = ["platform.migrations", "platform.migrations_lock", "platform.runtime_rights"];

/** All rows of our tables, referenced tables first. The role must see every organisation's rows. */
export async function readTables(client: pg.ClientBase): Promise<DumpedTable[]> {
  await refuseBlindRole(client);
  await client.query("SET TIME ZONE 'UTC'");
  await client.query("SELECT set_config('search_path', 'pg_catalog', false)");
  const tables: DumpedTable[] = [];
  for (const name of await listTables(client)) {
    const columns = await readColumns(client, name);
    tables.push({ name, columns, rows: await readRows(client, name, columns) });
  }
  return tables;
}

/** Under row-level security a dump would be empty and look whole. */
async function refuseBlindRole(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ sees: boolean }>(
    "SELECT rolsuper OR rolbypassrls AS sees FROM pg_roles WHERE rolname = current_user",
  );
  if (!rows[0]?.sees) {
    throw new Error("A dump needs a role that sees the rows of every organisation.");
  }
}

/** A table stands after all that its foreign keys name, however long the chain. */
async function listTables(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `WITH RECURSIVE tables AS (
       SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'pgboss', 'public')
         AND c.oid::regclass::text <> ALL ($1)
     ), depths (oid, depth) AS (
       SELECT oid, 0 FROM tables
       UNION
       SELECT k.conrelid, d.depth + 1 FROM depths d JOIN pg_constraint k ON k.confrelid = d.oid
       WHERE k.contype = 'f' AND k.conrelid <> k.confrelid AND d.depth < 30
     )
     SELECT oid::regclass::text AS name FROM depths GROUP BY oid ORDER BY max(depth), name`,
    [keptByMigrator],
  );
  return rows.map((row) => row.name);
}

async function readColumns(client: pg.ClientBase, table: string): Promise<DumpedColumn[]> {
  const { rows } = await client.query<DumpedColumn>(
    `SELECT quote_ident(attname) AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  return rows;
}

/** In one order on every server, whatever the collation of the database. */
export async function readRows(
  client: pg.ClientBase,
  table: string,
  columns: readonly DumpedColumn[],
): Promise<(string | null)[][]> {
  const list = columns.map((column) => `${column.name}::text`).join(", ");
  const { rows } = await client.query<(string | null)[]>({
    text: `SELECT ${list} FROM ${table} t ORDER BY t::text COLLATE "C"`,
    rowMode: "array",
  });
  return rows;
}

export function hashRows(rows: readonly (readonly (string | null)[])[]): string {
  const sorted = rows.map((row) => JSON.stringify(row)).sort();
  return createHash("sha256").update(sorted.join("\n")).digest("hex");
}
