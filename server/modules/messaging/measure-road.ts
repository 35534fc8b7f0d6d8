import type { Platform } from "../../platform/platform.ts";
import { type RoadState, readRoadState } from "./road.queries.ts";

/** What an operator must hear of: nobody works, or what is due does not leave. */
export function measureRoad(platform: Platform): void {
  const meters: Record<keyof RoadState, { name: string; help: string }> = {
    dueLanes: { name: "placet_lanes_due", help: "Queues of senders with something to do now" },
    latestSeconds: { name: "placet_lanes_late_seconds", help: "How long the oldest of them has waited" },
    workers: { name: "placet_workers", help: "Dispatchers that beat in the last 15 seconds" },
  };
  for (const [figure, meter] of Object.entries(meters)) {
    platform.metrics.gauge({ ...meter, read: async () => (await readRoadState(platform))[figure as keyof RoadState] });
  }
}
