import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { jobs, schedules } from "../../server/app.ts";
import { startEmbeddedPostgres } from "../../server/platform/database/embedded-postgres.ts";
import { migrate } from "../../server/platform/database/migrate.ts";
import { type DatabaseUrls, databaseUrls, prepareDatabase } from "../../server/platform/database/prepare-roles.ts";
import { installQueue } from "../../server/platform/queue.ts";

export interface TestDatabases {
  superuserUrl: string;
  template: string;
  stop: () => void;
}

/** Most tests need the database's logic, not its durability. */
const fastSettings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=2GB"];
export const template = "placet_template";

export async function startTestDatabases(folder: string, settings = fastSettings): Promise<TestDatabases> {
  const server = await startEmbeddedPostgres({ folder: path.join(folder, "database"), settings });
  const stop = () => {
    server.stop();
    rmSync(server.home, { recursive: true, force: true });
  };
  try {
    const urls = await prepareDatabase(server.superuserUrl, template);
    await migrate(urls.ownerUrl, `${template}_runtime`);
    await installQueue(
      urls.ownerUrl,
      `${template}_runtime`,
      [...jobs, ...schedules].map((job) => job.name),
    );
  } catch (error) {
    stop();
    throw error;
  }
  return { superuserUrl: server.superuserUrl, template, stop };
}

/** A fresh copy of the migrated database; its roles are the template's. */
export async function copyDatabase(
  superuserUrl: string,
): Promise<DatabaseUrls & { name: string; drop: () => Promise<void> }> {
  const name = `placet_test_${randomBytes(6).toString("hex")}`;
  await asSuperuser(superuserUrl, `CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${template}_owner`);
  const urls = databaseUrls(superuserUrl, template);
  const pointed = (text: string) => {
    const url = new URL(text);
    url.pathname = `/${name}`;
    return url.toString();
  };
  return {
    name,
    ownerUrl: pointed(urls.ownerUrl),
    runtimeUrl: pointed(urls.runtimeUrl),
    drop: () => asSuperuser(superuserUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

export async function asSuperuser(superuserUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
