import { createHmac } from "node:crypto";
import path from "node:path";
import { jobs, schedules, subscriptions } from "./app.ts";
import type { Config } from "./config.ts";
import { createPlatform } from "./platform/create-platform.ts";
import { startEmbeddedPostgres } from "./platform/database/embedded-postgres.ts";
import { migrate } from "./platform/database/migrate.ts";
import { countOtherConnections } from "./platform/database/other-connections.ts";
import {
  checkRuntimeRole,
  type DatabaseUrls,
  prepareDatabase,
  prepareRuntimeRole,
} from "./platform/database/prepare-roles.ts";
import { readInstallationKeys } from "./platform/keys/installation-key.ts";
import type { Platform } from "./platform/platform.ts";
import { installQueue } from "./platform/queue.ts";

export interface Installation {
  platform: Platform;
  stop: () => Promise<void>;
}

/** Finds or starts the database, brings it to this version's level, and opens the platform on it as the runtime role. */
export async function openInstallation(config: Config): Promise<Installation> {
  const database = await findDatabase(config);
  const runtimeRole = await checkRuntimeRole(database.runtimeUrl);
  await migrate(database.ownerUrl, runtimeRole);
  await installQueue(
    database.ownerUrl,
    runtimeRole,
    [...jobs, ...schedules].map((job) => job.name),
  );
  const { platform, stop } = await createPlatform({ config, runtimeUrl: database.runtimeUrl, subscriptions });
  return {
    platform,
    stop: async () => {
      await stop();
      await database.stop();
    },
  };
}

interface FoundDatabase extends DatabaseUrls {
  stop: () => Promise<void>;
}

async function findDatabase(config: Config): Promise<FoundDatabase> {
  const keepRunning = async () => undefined;
  if (config.databaseUrl && config.databaseOwnerUrl) {
    return { ownerUrl: config.databaseOwnerUrl, runtimeUrl: config.databaseUrl, stop: keepRunning };
  }
  if (config.databaseUrl) {
    const runtimeUrl = await prepareRuntimeRole(config.databaseUrl, runtimePassword(config));
    return { ownerUrl: config.databaseUrl, runtimeUrl, stop: keepRunning };
  }
  const server = await startEmbeddedPostgres({ folder: path.join(config.dataFolder, "database") });
  const urls = await prepareDatabase(server.superuserUrl, "placet");
  return {
    ...urls,
    stop: async () => {
      // Web and worker may share the built-in server: the last one out turns off the light. No answer: somebody has done so.
      const others = await countOtherConnections(server.superuserUrl, "placet").catch(() => undefined);
      if (others === 0) server.stop();
    },
  };
}

/** Follows from the installation's key, so that web and worker on other machines come to the same one. */
function runtimePassword(config: Config): string {
  const [key] = readInstallationKeys(config);
  return createHmac("sha256", key ?? "")
    .update("runtime role")
    .digest("base64url");
}
