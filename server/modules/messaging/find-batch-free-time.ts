import type { Context } from "../../platform/context.ts";
import { findBatchSender } from "./batches.queries.ts";
import { findFreeTime } from "./dispatch/settle-lane.ts";

/** When the limit of its sender lets the next message of a launch through; null: now, or the sender has none. */
export async function findBatchFreeTime(ctx: Context, batchId: string): Promise<Date | null> {
  const senderId = await findBatchSender(ctx, batchId);
  return senderId === null ? null : findFreeTime(ctx, senderId, true);
}
