import { jobs, schedules, subscriptions } from "../../server/app.ts";
import { readConfig } from "../../server/config.ts";
import { startDispatcher } from "../../server/modules/messaging/dispatch/start-dispatcher.ts";
import { type CrashPoint, watchCrashPoints } from "../../server/platform/crash-points.ts";
import { createPlatform } from "../../server/platform/create-platform.ts";
import { startJobWorkers } from "../../server/platform/queue.ts";
import { shiftProcessClock } from "./process-clock.ts";

/**
 * A worker in a process of its own, which tests may kill, stop and let sleep. CRASH_AT=<point>:<n> makes it kill itself
 * when it passes the point for the n-th time, CRASH_FOR=<message id> counts only what is about this message, and
 * lets nothing happen before it dies. CLOCK_SHIFT_MS and CLOCK_JUMP_MS make its own clock wrong, WITH_JOBS=1 lets
 * it work the queue as the product's worker does.
 */
const { RUNTIME_URL = "", CRASH_AT = "", SILENT_MS = "15000", BEAT_MS = "2000", WITH_JOBS, ...rest } = process.env;
const { CLOCK_SHIFT_MS = "0", CLOCK_JUMP_MS = "0", CRASH_FOR, ...environment } = rest;
shiftProcessClock(Number(CLOCK_SHIFT_MS), Number(CLOCK_JUMP_MS));

const [crashPoint = "", crashAt = "1"] = CRASH_AT.split(":");
let passages = 0;
if (crashPoint !== "") {
  watchCrashPoints(async (point: CrashPoint, messageId) => {
    if (CRASH_FOR !== undefined && messageId !== CRASH_FOR) return;
    if (point !== crashPoint || ++passages !== Number(crashAt)) return;
    if (CRASH_FOR !== undefined) process.kill(process.pid, "SIGKILL");
    // What was written to the network before this moment must have left.
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.kill(process.pid, "SIGKILL");
    await new Promise(() => undefined);
  });
}

const { platform, stop } = await createPlatform({
  config: readConfig(environment),
  runtimeUrl: RUNTIME_URL,
  subscriptions,
});
const worker = await startDispatcher(platform, { pollMs: 20, beatMs: Number(BEAT_MS), silentMs: Number(SILENT_MS) });
if (WITH_JOBS === "1") await startJobWorkers(platform, jobs, schedules);
let isStopping = false;
process.on("SIGTERM", async () => {
  // As the product: the second time at once.
  if (isStopping) process.exit(1);
  isStopping = true;
  await worker.stop();
  await stop();
  process.exit(0);
});
process.stdout.write("ready\n");
