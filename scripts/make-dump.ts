import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { readConfig } from "../server/config.ts";
import { openInstallation } from "../server/installation.ts";
import { prepareDatabase } from "../server/platform/database/prepare-roles.ts";
import { writeDumpFile } from "./dump/dump-file.ts";
import { readDump } from "./dump/read-dump.ts";
import { seedInstallation } from "./dump/seed-installation.ts";
import { addressOf } from "./dump/upgrade-dump.ts";
import { openScratchServer } from "./schema/open-scratch-server.ts";

// Keeps a database of this version, with data, in tests/upgrade/dumps. To be run once per released version.
const installationKey = "5a".repeat(32);
const database = "placet_dump";
const dumps = path.resolve(import.meta.dirname, "../tests/upgrade/dumps");
const dataFolder = mkdtempSync(path.join(os.tmpdir(), "placet-dump-"));
const server = openScratchServer();
try {
  const { superuserUrl } = await server;
  await fillDatabase(superuserUrl);
  await keepDump(superuserUrl);
} finally {
  (await server).stop();
  rmSync(dataFolder, { recursive: true, force: true });
}

async function fillDatabase(superuserUrl: string): Promise<void> {
  const { ownerUrl, runtimeUrl } = await prepareDatabase(superuserUrl, database);
  const config = readConfig({
    DATABASE_URL: runtimeUrl,
    DATABASE_OWNER_URL: ownerUrl,
    PLACET_DATA: dataFolder,
    PLACET_SECRET_KEY: installationKey,
    LOG_LEVEL: "warn",
  });
  const installation = await openInstallation(config);
  try {
    await seedInstallation(installation.platform);
  } finally {
    await installation.stop();
  }
}

async function keepDump(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf(superuserUrl, database) });
  await client.connect();
  try {
    const dump = await readDump(client, { installationKey, files: readCheckpointFiles() });
    mkdirSync(dumps, { recursive: true });
    writeDumpFile(path.join(dumps, `${dump.level}.json.gz`), dump);
    const rows = dump.tables.reduce((sum, table) => sum + table.rows.length, 0);
    process.stdout.write(`${dump.level}: ${rows} rows of ${dump.tables.length} tables\n`);
  } finally {
    await client.end();
  }
}

function readCheckpointFiles(): Record<string, string> {
  const files = readdirSync(dataFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(dataFolder, file), readFileSync(file, "utf8")];
    }),
  );
}
