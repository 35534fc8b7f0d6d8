import type { BatchState } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { listBatchRows } from "./batches.queries.ts";

/** For the filter "campaign" of the history, the newest first. */
export async function listBatches(
  ctx: Context,
): Promise<{ items: { batchId: string; name: string; state: BatchState; createdAt: string }[] }> {
  const rows = await listBatchRows(ctx);
  return { items: rows.map(({ senderId: _senderId, ...row }) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
}
