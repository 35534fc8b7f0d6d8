import type { Context } from "../../platform/context.ts";
import { ringDispatchers } from "./dispatch/work-bell.ts";
import { hastenLane, insertLane, lockLaneIfDue } from "./lanes.queries.ts";

export interface LaneToWake {
  senderId: string;
  lane: string;
  priority: number;
  /** Null: now, by the database's clock. */
  at?: Date | null;
}

/** Called after messages were queued, in their transaction: some dispatcher will look for them by then. */
export async function wakeLane(ctx: Context, wanted: LaneToWake): Promise<void> {
  const lane = { ...wanted, at: wanted.at ?? null };
  if (lane.at === null) ctx.afterCommit(() => ringDispatchers(ctx.platform));
  for (;;) {
    const isDue = await lockLaneIfDue(ctx, lane);
    if (isDue === true) return;
    if (isDue === false) return hastenLane(ctx, lane);
    await insertLane(ctx, lane);
  }
}
