import type { BatchCounts } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { countBatchRows } from "./batches.queries.ts";

export async function countBatch(ctx: Context, batchId: string): Promise<BatchCounts> {
  return countBatchRows(ctx, batchId);
}
