import type pg from "pg";
import type { DatabaseDump } from "./dump-file.ts";
import { hashMigrations } from "./hash-migrations.ts";
import { readTables } from "./read-tables.ts";

/** One consistent picture of the whole database, while others may go on writing. */
export async function readDump(
  client: pg.ClientBase,
  beside: Pick<DatabaseDump, "installationKey" | "files">,
): Promise<DatabaseDump> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    const { rows } = await client.query<{ name: string }>("SELECT name FROM platform.migrations ORDER BY name");
    const names = rows.map((row) => row.name);
    const present = hashMigrations();
    const migrations = Object.fromEntries(names.map((name) => [name, present[name] ?? "unknown"]));
    const tables = await readTables(client);
    return { format: 1, level: names.at(-1) ?? "", migrations, ...beside, tables };
  } finally {
    await client.query("ROLLBACK");
  }
}
