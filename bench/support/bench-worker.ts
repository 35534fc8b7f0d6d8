import { subscriptions } from "../../server/app.ts";
import { readConfig } from "../../server/config.ts";
import { startDispatcher } from "../../server/modules/messaging/dispatch/start-dispatcher.ts";
import { createPlatform } from "../../server/platform/create-platform.ts";
import { startUngatedDispatcher } from "../ungated-dispatcher.ts";

/** A worker of the product in a process of its own, which tells what it has used. */
const { RUNTIME_URL = "", UNGATED = "", MOST_CONNECTIONS = "100", ...environment } = process.env;

const { platform } = await createPlatform({ config: readConfig(environment), runtimeUrl: RUNTIME_URL, subscriptions });
const start = UNGATED === "yes" ? startUngatedDispatcher : startDispatcher;
const worker = await start(platform, { pollMs: 20, mostConnections: Number(MOST_CONNECTIONS) });

let peakMb = 0;
setInterval(() => {
  peakMb = Math.max(peakMb, process.memoryUsage().rss / 1e6);
}, 100);

process.on("message", async (wish) => {
  if (wish === "usage") {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuSeconds: (user + system) / 1e6, peakMb: Math.round(peakMb) });
  } else {
    await worker.stop();
    process.exit(0);
  }
});
process.send?.("ready");
