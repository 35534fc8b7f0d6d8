import type { Context } from "../../platform/context.ts";
import { findToQueue } from "./batches.queries.ts";

/** How many recipients of a launch have no message yet. */
export async function countToQueue(ctx: Context, batchId: string): Promise<number> {
  return findToQueue(ctx, batchId);
}
