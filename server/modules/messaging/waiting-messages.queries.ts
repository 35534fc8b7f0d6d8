import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";

export interface WaitingLane {
  lane: string;
  priority: number;
}

export async function listLanesOfSender(ctx: Context, senderId: string): Promise<WaitingLane[]> {
  const { rows } = await sql<WaitingLane>`
    SELECT lane, priority FROM messaging.lanes
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}
    ORDER BY priority, lane
    LIMIT 10000`.execute(ctx.tx);
  return rows;
}

/** Only those that nobody has claimed: what is on its way ends where it is, and what may have arrived is known there alone. */
export async function updateSenderOfQueued(
  ctx: Context,
  move: { from: string; to: string; lane: string },
): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE messaging.messages SET sender_id = ${move.to}
    WHERE org_id = ${ctx.orgId} AND sender_id = ${move.from} AND lane = ${move.lane} AND stage = 'open'
      AND state = 'queued' AND NOT is_repeat`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0);
}
