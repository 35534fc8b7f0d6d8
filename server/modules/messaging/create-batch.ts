import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { insertBatch } from "./batches.queries.ts";

export interface NewBatch {
  name: string;
  /** Who made it, e.g. `campaign`, and which one. */
  cause: string;
  causeId?: string | null;
  /** `paused` while its messages are still being queued in several transactions; then set it running. */
  state?: "running" | "paused";
}

/** Messages of one launch, which pause, resume and cancel together. */
export async function createBatch(ctx: Context, input: NewBatch): Promise<{ batchId: string }> {
  const batchId = newId();
  const { name, cause, causeId = null, state = "running" } = input;
  await insertBatch(ctx, { batchId, name, cause, causeId, state });
  return { batchId };
}
