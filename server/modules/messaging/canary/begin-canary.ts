import type { Context } from "../../../platform/context.ts";
import { findCanaryRule } from "../../senders/index.ts";
import { insertCanary } from "./canary.queries.ts";

/** A large launch on the shared sender begins with a few: what is wrong with the list shows in them. */
export async function beginCanary(
  ctx: Context,
  launch: { batchId: string; senderId: string; queued: number },
): Promise<void> {
  const rule = await findCanaryRule(ctx, launch.senderId);
  if (rule !== null && launch.queued > rule.from) await insertCanary(ctx, launch.batchId, rule.size);
}
