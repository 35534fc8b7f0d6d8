import type { Config } from "../config.ts";
import { systemClock } from "./clock.ts";
import { openDatabase } from "./database/open-database.ts";
import { openPipelinedDatabase } from "./database/pipelined-database.ts";
import { watchDatabase } from "./database/watch-database.ts";
import { createEventBus, type Subscription } from "./events.ts";
import { createKeys } from "./keys/create-keys.ts";
import { readInstallationKeys } from "./keys/installation-key.ts";
import { createLogger } from "./logger.ts";
import { createMetrics } from "./metrics.ts";
import type { Platform } from "./platform.ts";
import { createBoss } from "./queue.ts";

export interface PlatformOptions {
  config: Config;
  runtimeUrl: string;
  subscriptions: Subscription[];
  maxConnections?: number;
}

/** `stop` closes the queue before the pool: the other order makes it log its own end as an error. */
export interface RunningPlatform {
  platform: Platform;
  stop: () => Promise<void>;
}

/** Opened as they are needed: for the dispatcher, and for people who answer at the same time. */
const pipelinedConnections = 12;

export async function createPlatform(options: PlatformOptions): Promise<RunningPlatform> {
  const logger = createLogger(options.config.logLevel);
  const database = openDatabase({
    url: options.runtimeUrl,
    maxConnections: options.maxConnections ?? 20,
    applicationName: "placet",
  });
  const pipelinedDatabase = openPipelinedDatabase({
    url: options.runtimeUrl,
    maxConnections: pipelinedConnections,
    applicationName: "placet-pipelined",
  });
  const boss = createBoss(options.runtimeUrl, logger);
  await boss.start();
  const watch = watchDatabase({ url: options.runtimeUrl, logger });
  const platform: Platform = {
    config: options.config,
    logger,
    clock: systemClock,
    database,
    pipelinedDatabase,
    events: createEventBus(options.subscriptions),
    queue: { boss },
    keys: createKeys(readInstallationKeys(options.config)),
    metrics: createMetrics(),
  };
  return {
    platform,
    stop: async () => {
      await boss.stop({ graceful: true, timeout: 10_000 });
      await watch.stop();
      await pipelinedDatabase.destroy();
      await database.destroy();
    },
  };
}
