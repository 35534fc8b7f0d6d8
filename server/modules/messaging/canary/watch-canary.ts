import type { Context } from "../../../platform/context.ts";
import { recordAudit } from "../../audit/index.ts";
import { lockBatch, setBatchStateRow } from "../batches.queries.ts";
import { countCanary, lockOpenCanary, updateCanary } from "./canary.queries.ts";
import { judgeCanary } from "./canary.rules.ts";

/**
 * Looks at what became of the first few, and answers for how many seconds the rest waits; 0: it does not. A bad beginning
 * pauses the launch, and a person decides.
 */
export async function watchCanary(ctx: Context, batchId: string): Promise<number> {
  const open = await lockOpenCanary(ctx, batchId);
  if (!open || open.state === "failed") return 0;
  const facts = { ...open, ...(await countCanary(ctx, batchId)) };
  const { state, waitSeconds } = judgeCanary(facts);
  if (state !== open.state) {
    await updateCanary(ctx, batchId, state);
    if (state === "failed") await pauseLaunch(ctx, batchId, facts);
  }
  return waitSeconds;
}

async function pauseLaunch(
  ctx: Context,
  batchId: string,
  { size, hard, complaints }: { size: number; hard: number; complaints: number },
): Promise<void> {
  const batch = await lockBatch(ctx, batchId);
  if (batch?.state === "running") await setBatchStateRow(ctx, batchId, "paused");
  await recordAudit(ctx, {
    action: "messaging.first-batch-failed",
    subjectKind: "batch",
    subjectId: batchId,
    details: { size, hard, complaints },
  });
}
