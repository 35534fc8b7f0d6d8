import { existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { jobs, schedules, subscriptions } from "../../server/app.ts";
import { readConfig } from "../../server/config.ts";
import { type Actor, type Context, runInOrganisation } from "../../server/platform/context.ts";
import { createPlatform } from "../../server/platform/create-platform.ts";
import { startEmbeddedPostgres } from "../../server/platform/database/embedded-postgres.ts";
import { migrate } from "../../server/platform/database/migrate.ts";
import { checkRuntimeRole, prepareDatabase } from "../../server/platform/database/prepare-roles.ts";
import type { Platform } from "../../server/platform/platform.ts";
import { installQueue } from "../../server/platform/queue.ts";

/** The product as `npm start` installs it: built-in PostgreSQL with the settings that it ships with, durable writes on. */
export interface BenchInstallation {
  platform: Platform;
  environment: Record<string, string>;
  runtimeUrl: string;
  superuserUrl: string;
  /** Where the platform sender leads; a benchmark starts its sink there. */
  sinkPort: number;
  /** The next run finds the data again. */
  isKept: boolean;
  run: <Result>(orgId: string, work: (ctx: Context) => Promise<Result>) => Promise<Result>;
  /** Past row-level security and triggers: for making data, never for a measured statement. */
  asSuperuser: <Row>(statement: string) => Promise<Row[]>;
  stop: () => Promise<void>;
}

export interface InstallationOptions {
  folder: string;
  sinkPort: number;
  isKept: boolean;
}

export const benchUser: Actor = {
  kind: "user",
  userId: "019a0000-0000-7000-8000-00000000000a",
  name: "Ada Bench",
  role: "administrator",
};

export async function openBenchInstallation(options: InstallationOptions): Promise<BenchInstallation> {
  const { folder, sinkPort, isKept } = options;
  const isNew = !existsSync(path.join(folder, "database"));
  mkdirSync(folder, { recursive: true });
  const environment = {
    PLACET_DATA: folder,
    PUBLIC_URL: "http://localhost:3000",
    LOG_LEVEL: process.env.BENCH_LOG_LEVEL ?? "error",
    PLATFORM_SMTP_URL: senderAt(sinkPort, 10),
  };
  const server = await startEmbeddedPostgres({ folder: path.join(folder, "database") });
  let isServerUp = true;
  const stopServer = () => {
    if (isServerUp) server.stop();
    isServerUp = false;
  };
  process.once("exit", stopServer);
  const { ownerUrl, runtimeUrl } = await prepareDatabase(server.superuserUrl, "placet");
  await install(ownerUrl, runtimeUrl);
  const config = readConfig(environment);
  const { platform, stop } = await createPlatform({ config, runtimeUrl, subscriptions });
  const superuserUrl = inDatabase(server.superuserUrl, "placet");
  // What a run that was cut short has left in the queue would be sent in this one's rounds.
  if (!isNew) await query(superuserUrl, "TRUNCATE messaging.messages, messaging.lanes CASCADE");
  return {
    platform,
    environment,
    runtimeUrl,
    superuserUrl,
    sinkPort,
    isKept,
    run: (orgId, work) => runInOrganisation(platform, { orgId, actor: benchUser, language: "fr" }, work),
    asSuperuser: (statement) => query(superuserUrl, statement),
    stop: async () => {
      await stop();
      stopServer();
      if (isKept) return;
      rmSync(server.home, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Without the pauses of the shared sender: a canary would wait a quarter of an hour for reports that no sink makes. */
export function senderAt(port: number, connections: number): string {
  return `smtp://127.0.0.1:${port}?from=news@placet.example&connections=${connections}&canary=off&budget=off`;
}

async function install(ownerUrl: string, runtimeUrl: string): Promise<void> {
  const role = await checkRuntimeRole(runtimeUrl);
  await migrate(ownerUrl, role);
  await installQueue(
    ownerUrl,
    role,
    [...jobs, ...schedules].map((job) => job.name),
  );
}

function inDatabase(address: string, name: string): string {
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.toString();
}

async function query<Row>(superuserUrl: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const result = (await client.query(statement)) as unknown as pg.QueryResult | pg.QueryResult[];
    return ((Array.isArray(result) ? result.at(-1)?.rows : result.rows) ?? []) as Row[];
  } finally {
    await client.end();
  }
}
