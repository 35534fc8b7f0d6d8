import type { RouteDefinition } from "../http/route.ts";
import type { Subscription } from "./events.ts";
import type { Platform } from "./platform.ts";
import type { AnyJob, ScheduleDefinition } from "./queue.ts";

export interface Background {
  /** Finishes what must not be cut, then ends. */
  stop: () => Promise<void>;
}

export interface CommandOption {
  /** commander's notation, e.g. `--name <name>`. */
  flags: string;
  description: string;
  required?: boolean;
}

/** A command of the installation's operator. Returns the exit code; undefined is 0. */
export interface CommandDefinition {
  name: string;
  description: string;
  options: CommandOption[];
  run: (platform: Platform, options: Record<string, string | boolean | undefined>) => Promise<number | undefined>;
}

/** What a module gives to app.ts. */
export interface ModuleDefinition {
  name: string;
  routes: RouteDefinition[];
  jobs?: AnyJob[];
  schedules?: ScheduleDefinition[];
  subscriptions?: Subscription[];
  commands?: CommandDefinition[];
  /** Figures of the whole installation, for /metrics. */
  measure?: (platform: Platform) => void;
  /** Runs in worker processes, beside the jobs. */
  background?: (platform: Platform) => Promise<Background> | Background;
}
