import type { BatchState } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { queueJob } from "../../platform/queue.ts";
import { lockBatch, setBatchStateRow } from "./batches.queries.ts";
import { releaseFailedCanary } from "./canary/canary.queries.ts";
import { laneOf } from "./message-state.rules.ts";
import { stopCancelledJob } from "./messaging.jobs.ts";
import { wakeLane } from "./wake-lane.ts";

export interface BatchChange {
  batchId: string;
  state: Extract<BatchState, "running" | "paused" | "cancelled">;
}

/**
 * Takes hold at the dot: no message of the batch is handed over after the commit of a pause or a cancellation, but for
 * those whose hand-over was committed before. Cancelling is final; its waiting messages are marked by a job. False when
 * the batch is over and cannot change.
 */
export async function setBatchState(ctx: Context, { batchId, state }: BatchChange): Promise<boolean> {
  const batch = await lockBatch(ctx, batchId);
  if (!batch) throw refuse("messaging.batch-not-found");
  if (batch.state === "cancelled" || batch.state === "ended") return batch.state === state;
  await setBatchStateRow(ctx, batchId, state);
  if (state === "running") await releaseFailedCanary(ctx, batchId);
  if (state === "cancelled") await queueJob(ctx, stopCancelledJob, { orgId: ctx.orgId, batchId });
  if (state !== "paused" && batch.senderId !== null) {
    await wakeLane(ctx, { senderId: batch.senderId, ...laneOf("marketing", batchId) });
  }
  return true;
}
