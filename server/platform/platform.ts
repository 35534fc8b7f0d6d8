import type { Config } from "../config.ts";
import type { Clock } from "./clock.ts";
import type { PipelinedDatabase } from "./database/pipelined-database.ts";
import type { Database } from "./database/types.ts";
import type { EventBus } from "./events.ts";
import type { Keys } from "./keys/keys.ts";
import type { Logger } from "./logger.ts";
import type { Metrics } from "./metrics.ts";
import type { Queue } from "./queue.ts";

/** The floor that every module stands on. Made once by `create-platform.ts`. */
export interface Platform {
  config: Config;
  logger: Logger;
  clock: Clock;
  database: Database;
  /** The same database over connections of its own, for the road out: a few statements, said again and again. */
  pipelinedDatabase: PipelinedDatabase;
  events: EventBus;
  queue: Queue;
  keys: Keys;
  metrics: Metrics;
}
