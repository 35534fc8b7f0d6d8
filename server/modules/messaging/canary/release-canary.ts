import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { recordAudit } from "../../audit/index.ts";
import { lockBatch } from "../batches.queries.ts";
import { laneOf } from "../message-state.rules.ts";
import { wakeLane } from "../wake-lane.ts";
import { lockOpenCanary, updateCanary } from "./canary.queries.ts";

/** A person does not want to wait, or knows better: the rest may leave. Nothing happens when nothing is held back. */
export async function releaseCanary(ctx: Context, batchId: string): Promise<void> {
  const batch = await lockBatch(ctx, batchId);
  if (!batch) throw refuse("messaging.batch-not-found");
  const open = await lockOpenCanary(ctx, batchId);
  if (!open) return;
  await updateCanary(ctx, batchId, "released");
  await recordAudit(ctx, {
    action: "messaging.first-batch-released",
    subjectKind: "batch",
    subjectId: batchId,
    details: { was: open.state },
  });
  if (batch.senderId !== null) await wakeLane(ctx, { senderId: batch.senderId, ...laneOf("marketing", batchId) });
}
