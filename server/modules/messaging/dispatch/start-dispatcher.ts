import type { Background } from "../../../platform/module.ts";
import type { Platform } from "../../../platform/platform.ts";
import { handOver } from "./hand-over.ts";
import { type DispatcherOptions, runDispatcher } from "./run-dispatcher.ts";

/** The worker that messages leave by. Any number of them may run, in any number of processes. */
export function startDispatcher(platform: Platform, options: DispatcherOptions = {}): Promise<Background> {
  return runDispatcher(platform, { isCommitted: true, decide: handOver }, options);
}
