import type { Context } from "../../../platform/context.ts";
import { hasOpenGap } from "./ledger-gaps.queries.ts";

/** Sending waits: withdrawals that a restored backup has forgotten may be unknown to the gate. */
export function isHeldByGap(ctx: Context): Promise<boolean> {
  return hasOpenGap(ctx);
}
