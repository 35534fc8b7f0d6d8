import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { lockBatch } from "./batches.queries.ts";
import { laneOf } from "./message-state.rules.ts";
import { reopenBatch, requeueFailedOfBatch } from "./retry-failed.queries.ts";
import { wakeLane } from "./wake-lane.ts";

/**
 * Lets the failed messages of a launch try again: the same messages, under the same Message-ID, and the gate decides anew,
 * so that a dead address stays out. Uncertain ones are not among them: they may have arrived.
 */
export async function retryFailedMessages(ctx: Context, batchId: string): Promise<{ queued: number }> {
  const batch = await lockBatch(ctx, batchId);
  if (!batch) throw refuse("messaging.batch-not-found");
  if (batch.state === "cancelled") throw refuse("messaging.batch-cancelled");
  const queued = await requeueFailedOfBatch(ctx, batchId);
  if (queued === 0) return { queued };
  await reopenBatch(ctx, batchId);
  if (batch.senderId !== null) await wakeLane(ctx, { senderId: batch.senderId, ...laneOf("marketing", batchId) });
  await recordAudit(ctx, {
    action: "messaging.failed-retried",
    subjectKind: "batch",
    subjectId: batchId,
    details: { queued },
  });
  return { queued };
}
