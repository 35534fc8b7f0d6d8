import { subscriptions } from "../../server/app.ts";
import { readConfig } from "../../server/config.ts";
import { startDispatcher } from "../../server/modules/messaging/dispatch/start-dispatcher.ts";
import { type CrashPoint, watchCrashPoints } from "../../server/platform/crash-points.ts";
import { createPlatform } from "../../server/platform/create-platform.ts";

/**
 * A worker in a process of its own, which tests may kill, stop and let sleep. CRASH_AT=<point>:<n> makes it kill itself
 * when it passes the point for the n-th time.
 */
const { RUNTIME_URL = "", CRASH_AT = "", SILENT_MS = "15000", BEAT_MS = "2000", ...environment } = process.env;

const [crashPoint = "", crashAt = "1"] = CRASH_AT.split(":");
let passages = 0;
if (crashPoint !== "") {
  watchCrashPoints(async (point: CrashPoint) => {
    if (point !== crashPoint || ++passages !== Number(crashAt)) return;
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
process.on("SIGTERM", async () => {
  await worker.stop();
  await stop();
  process.exit(0);
});
process.stdout.write("ready\n");
