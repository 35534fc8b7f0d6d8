import type { BatchState } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { findBatchState } from "./batches.queries.ts";

/** Null for a batch that does not exist. */
export async function getBatchState(ctx: Context, batchId: string): Promise<BatchState | null> {
  return (await findBatchState(ctx, batchId)) ?? null;
}
