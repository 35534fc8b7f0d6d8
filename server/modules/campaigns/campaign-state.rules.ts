import type { CampaignProgress, CampaignState } from "../../../contracts/campaigns.ts";
import type { BatchState } from "../../../contracts/messaging.ts";

export type StoredState = "draft" | "validated" | "scheduled" | "overdue" | "launched";

/** After the launch the state follows from the batch and its messages: there is no flag that could lie. */
export function stateOf(
  stored: StoredState,
  batch: BatchState | null,
  progress: CampaignProgress | null,
): CampaignState {
  if (stored !== "launched") return stored;
  if (batch === "cancelled") return "cancelled";
  const isOver = progress !== null && progress.queued + progress.handingOver === 0;
  if (!isOver) return batch === "paused" ? "paused" : "running";
  return progress.failed + progress.uncertain > 0 ? "partly-failed" : "ended";
}

/** What may still be written: after the launch a campaign is what was sent. */
export function isEditable(stored: StoredState): boolean {
  return stored === "draft" || stored === "validated";
}

const maxHoursLate = 2;

/** A start that was missed by far (the machine was off, or this is a restored copy) needs a person's word. */
export function isTooLate(scheduledAt: Date, now: Date): boolean {
  return now.getTime() - scheduledAt.getTime() > maxHoursLate * 3_600_000;
}
