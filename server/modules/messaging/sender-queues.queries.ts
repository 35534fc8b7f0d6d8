import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";

export interface SenderQueueRow {
  senderId: string;
  waiting: number;
  uncertain: number;
  breakerReason: string | null;
  breakerDetail: string | null;
  breakerOpenedAt: Date | null;
  breakerUntil: Date | null;
}

/** Senders that have something waiting or uncertain, or that rest. */
export async function listSenderQueueRows(ctx: Context): Promise<SenderQueueRow[]> {
  const { rows } = await sql<SenderQueueRow>`
    SELECT coalesce(m.sender_id, q.sender_id) AS "senderId", coalesce(m.waiting, 0) AS waiting,
      coalesce(m.uncertain, 0) AS uncertain, q.breaker_reason AS "breakerReason", q.breaker_detail AS "breakerDetail",
      q.breaker_opened_at AS "breakerOpenedAt", q.breaker_until AS "breakerUntil"
    FROM (
      SELECT sender_id, count(*) FILTER (WHERE stage = 'open') AS waiting, count(*) FILTER (WHERE stage = 'uncertain') AS uncertain
      FROM messaging.messages
      WHERE org_id = ${ctx.orgId} AND stage IN ('open', 'uncertain')
      GROUP BY sender_id) m
    FULL JOIN (SELECT * FROM messaging.sender_queues WHERE org_id = ${ctx.orgId}) q ON q.sender_id = m.sender_id
    ORDER BY 1
    LIMIT 500`.execute(ctx.tx);
  return rows;
}
