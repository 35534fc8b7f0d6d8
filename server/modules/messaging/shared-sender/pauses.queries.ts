import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { BudgetBreach, SharedSenderCounts } from "./budget.rules.ts";

export interface PauseRow {
  pauseId: string;
  senderId: string;
  reason: BudgetBreach["reason"];
  counted: number;
  sent: number;
  pausedAt: Date;
}

export async function isSenderPaused(ctx: Context, senderId: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM messaging.shared_sender_pauses
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId} AND resumed_at IS NULL`.execute(ctx.tx);
  return rows.length > 0;
}

export async function findOpenPause(ctx: Context): Promise<PauseRow | undefined> {
  const { rows } = await sql<PauseRow>`
    SELECT pause_id AS "pauseId", sender_id AS "senderId", reason, counted, sent, paused_at AS "pausedAt"
    FROM messaging.shared_sender_pauses
    WHERE org_id = ${ctx.orgId} AND resumed_at IS NULL
    ORDER BY pause_id
    LIMIT 1`.execute(ctx.tx);
  return rows[0];
}

/** False when it is paused already. */
export async function insertPause(
  ctx: Context,
  pause: BudgetBreach & { pauseId: string; senderId: string },
): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO messaging.shared_sender_pauses (org_id, pause_id, sender_id, reason, counted, sent)
    VALUES (${ctx.orgId}, ${pause.pauseId}, ${pause.senderId}, ${pause.reason}, ${pause.counted}, ${pause.sent})
    ON CONFLICT DO NOTHING
    RETURNING 1`.execute(ctx.tx);
  return rows.length > 0;
}

export async function endPause(
  ctx: Context,
  end: { pauseId: string; by: string; isOperator: boolean; reason: string },
): Promise<void> {
  await sql`
    UPDATE messaging.shared_sender_pauses
    SET resumed_at = platform.current_time(), resumed_by = ${end.by}, is_resumed_by_operator = ${end.isOperator},
      resume_reason = ${end.reason}
    WHERE org_id = ${ctx.orgId} AND pause_id = ${end.pauseId} AND resumed_at IS NULL`.execute(ctx.tx);
}

/** How often people of the organisation itself let it go on within the days before now. */
export async function countOwnResumes(ctx: Context, withinDays: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM messaging.shared_sender_pauses
    WHERE org_id = ${ctx.orgId} AND NOT is_resumed_by_operator
      AND resumed_at > platform.current_time() - make_interval(days => ${withinDays}::int)`.execute(ctx.tx);
  return rows[0]?.count ?? 0;
}

export interface CountedSpan {
  senderId: string;
  days: number;
  messages: number;
}

/** What became of the last messages of a sender since it was last let go on. Attempts are in the order of their time. */
export async function countRecentOfSender(ctx: Context, span: CountedSpan): Promise<SharedSenderCounts> {
  const told = (condition: ReturnType<typeof sql>) => sql`count(DISTINCT recent.message_id) FILTER (WHERE EXISTS (
    SELECT 1 FROM messaging.delivery_events d
    WHERE d.org_id = ${ctx.orgId} AND d.message_id = recent.message_id AND ${condition}))`;
  const { rows } = await sql<SharedSenderCounts>`
    SELECT count(DISTINCT recent.message_id) AS sent, ${told(sql`d.bounce_class = 'hard'`)} AS hard,
      ${told(sql`d.kind = 'complained'`)} AS complaints
    FROM (
      SELECT a.message_id FROM (
        SELECT message_id, attempt_id FROM messaging.attempts
        WHERE org_id = ${ctx.orgId} AND outcome IN ('accepted', 'rejected-permanently', 'uncertain')
          AND ended_at > greatest(
            platform.current_time() - make_interval(days => ${span.days}::int),
            (SELECT max(resumed_at) FROM messaging.shared_sender_pauses
              WHERE org_id = ${ctx.orgId} AND sender_id = ${span.senderId}))
        ORDER BY attempt_id DESC
        LIMIT ${span.messages * 5}) a
      JOIN messaging.messages m ON m.org_id = ${ctx.orgId} AND m.message_id = a.message_id
      WHERE m.sender_id = ${span.senderId} AND m.message_class <> 'security'
      ORDER BY a.attempt_id DESC
      LIMIT ${span.messages}) recent`.execute(ctx.tx);
  return rows[0] ?? { sent: 0, hard: 0, complaints: 0 };
}
