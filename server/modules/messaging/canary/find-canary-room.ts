import type { Context } from "../../../platform/context.ts";
import { countCanary, lockOpenCanary } from "./canary.queries.ts";

/** How many more of a launch may be taken up now. */
export async function findCanaryRoom(ctx: Context, batchId: string): Promise<number> {
  const open = await lockOpenCanary(ctx, batchId);
  if (!open) return Number.MAX_SAFE_INTEGER;
  if (open.state !== "sending") return 0;
  const { touched } = await countCanary(ctx, batchId);
  return Math.max(0, open.size - touched);
}
