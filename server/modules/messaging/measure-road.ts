import type { Meter } from "../../platform/metrics.ts";
import type { Platform } from "../../platform/platform.ts";
import { type RoadState, readRoadState } from "./road.queries.ts";

const meters: Record<keyof RoadState, Meter> = {
  dueLanes: { name: "placet_lanes_due", help: "Queues of senders with something to do now" },
  latestSeconds: { name: "placet_lanes_late_seconds", help: "How long the oldest of them has waited" },
  workers: { name: "placet_workers", help: "Dispatchers that beat in the last 15 seconds" },
};

/** What an operator must hear of: nobody works, or what is due does not leave. */
export function measureRoad(platform: Platform): void {
  platform.metrics.gauges(meters, () => readRoadState(platform));
}
