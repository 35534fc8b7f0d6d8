import type { Outcome } from "../../../channels/channel.ts";
import type { Metrics } from "../../../platform/metrics.ts";

/** Of this process since its start; what became of each message stands in the history. */
export function countAttempt(metrics: Metrics, outcome: Outcome): void {
  const attempts = metrics.counter({
    name: "placet_attempts_total",
    help: "Messages that were brought to a server, by how it ended",
    labels: ["outcome"],
  });
  attempts.inc({ outcome: outcome.outcome });
}
