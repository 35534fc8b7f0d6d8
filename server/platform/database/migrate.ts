import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { openDatabase } from "./open-database.ts";
import type { Database } from "./types.ts";

export const migrationsFolder = path.resolve(import.meta.dirname, "../../../database/migrations");

export interface MigrationResult {
  applied: string[];
}

/**
 * Brings the database to the newest level as its owner, then gives the runtime role exactly the rights that the
 * migrations declare. Two starts at once are safe: the migrator holds a lock, the second finds nothing to do.
 */
export async function migrate(ownerUrl: string, runtimeRole: string, upTo?: string): Promise<MigrationResult> {
  const database = openDatabase({
    url: ownerUrl,
    maxConnections: 2,
    applicationName: "placet-migrate",
    statementTimeoutMs: 0,
  });
  try {
    await sql`CREATE SCHEMA IF NOT EXISTS platform`.execute(database);
    const migrator = createMigrator(database);
    const { error, results } = upTo ? await migrator.migrateTo(upTo) : await migrator.migrateToLatest();
    if (error) throw error;
    await grantRights(database, runtimeRole);
    return { applied: (results ?? []).map((result) => result.migrationName) };
  } finally {
    await database.destroy();
  }
}

function createMigrator(database: Database): Migrator {
  return new Migrator({
    db: database,
    provider: { getMigrations: readMigrations },
    migrationTableSchema: "platform",
    migrationTableName: "migrations",
    migrationLockTableName: "migrations_lock",
  });
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(migrationsFolder)).filter((file) => file.endsWith(".sql")).sort();
  const migrations: Record<string, Migration> = {};
  for (const file of files) {
    const text = await readFile(path.join(migrationsFolder, file), "utf8");
    migrations[file.replace(/\.sql$/, "")] = {
      up: async (database) => {
        for (const statement of splitStatements(text)) await execute(database, file, statement);
      },
    };
  }
  return migrations;
}

async function execute(database: Database, file: string, statement: string): Promise<void> {
  try {
    await sql.raw(statement).execute(database);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}, in: ${statement.slice(0, 200)}`, { cause: error });
  }
}

/** A statement ends with `;` at the end of a line, outside a `$$` body: one statement per step, as Citus asks. */
export function splitStatements(text: string): string[] {
  const statements: string[] = [];
  let current = "";
  for (const line of text.split("\n")) {
    if (line.trimStart().startsWith("--") && current.trim() === "") continue;
    current += `${line}\n`;
    const insideBody = (current.match(/\$\$/g) ?? []).length % 2 === 1;
    if (!insideBody && line.trimEnd().endsWith(";")) {
      statements.push(current.trim());
      current = "";
    }
  }
  if (current.trim() !== "") statements.push(current.trim());
  return statements;
}

/** Until the transaction ends: two that start together would change the same rows of the catalogue. */
export const lockRights = "LOCK TABLE platform.runtime_rights IN SHARE ROW EXCLUSIVE MODE";

/** All at once: other processes are at work meanwhile, and must not miss a right between its end and its beginning. */
function grantRights(database: Database, runtimeRole: string): Promise<void> {
  return database.transaction().execute(async (tx) => {
    const { rows } = await sql<{ relation: string; rights: string }>`
      SELECT relation, rights FROM platform.runtime_rights ORDER BY relation`.execute(tx);
    const role = sql.id(runtimeRole);
    const schemas = new Set(["platform", ...rows.map((row) => row.relation.split(".")[0] ?? "")]);
    await sql.raw(lockRights).execute(tx);
    for (const schema of schemas) await sql`GRANT USAGE ON SCHEMA ${sql.id(schema)} TO ${role}`.execute(tx);
    for (const { relation, rights } of rows) {
      await sql`REVOKE ALL ON ${sql.raw(relation)} FROM ${role}`.execute(tx);
      await sql`GRANT ${sql.raw(rights)} ON ${sql.raw(relation)} TO ${role}`.execute(tx);
    }
  });
}
