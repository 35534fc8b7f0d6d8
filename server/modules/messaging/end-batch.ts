import { batchEnded } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { publish } from "../../platform/events.ts";
import { endBatchIfDone } from "./batches.queries.ts";

/** Tells once that the last message of a batch has come to its end; does nothing while there are others. */
export async function endBatch(ctx: Context, batchId: string): Promise<void> {
  const state = await endBatchIfDone(ctx, batchId);
  if (state === "ended" || state === "cancelled") await publish(ctx, batchEnded, { orgId: ctx.orgId, batchId, state });
}
