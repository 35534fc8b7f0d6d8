import pg from "pg";
import { migrate } from "../../server/platform/database/migrate.ts";
import { type DatabaseUrls, prepareDatabase } from "../../server/platform/database/prepare-roles.ts";
import type { DatabaseDump } from "./dump-file.ts";
import { hashMigrations } from "./hash-migrations.ts";
import { restoreTables } from "./restore-tables.ts";

export interface UpgradedDatabase extends DatabaseUrls {
  /** Superuser's address of the upgraded database: sees the rows of every organisation. */
  inspectUrl: string;
  runtimeRole: string;
  /** The migrations that ran after the level of the dump. */
  applied: string[];
}

/** Brings an empty database to the level of the dump, puts the rows in, and runs the later migrations. */
export async function upgradeDump(superuserUrl: string, name: string, dump: DatabaseDump): Promise<UpgradedDatabase> {
  const edited = editedMigrations(dump);
  if (edited.length > 0) {
    throw new Error(
      `Released migrations are never edited or renamed: ${edited.join(", ")}. Add a later migration instead; only before the ` +
        "first release may the dump be thrown away and made again (node scripts/make-dump.ts).",
    );
  }
  const urls = await prepareDatabase(superuserUrl, name);
  const runtimeRole = `${name}_runtime`;
  await migrate(urls.ownerUrl, runtimeRole, dump.level);
  const inspectUrl = addressOf(superuserUrl, name);
  const client = new pg.Client({ connectionString: inspectUrl });
  await client.connect();
  try {
    await restoreTables(client, dump.tables);
  } finally {
    await client.end();
  }
  const { applied } = await migrate(urls.ownerUrl, runtimeRole);
  return { ...urls, inspectUrl, runtimeRole, applied };
}

export function editedMigrations(dump: DatabaseDump, present = hashMigrations()): string[] {
  return Object.keys(dump.migrations).filter((name) => dump.migrations[name] !== present[name]);
}

export function addressOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}
