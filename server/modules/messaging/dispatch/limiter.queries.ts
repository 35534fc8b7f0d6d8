import { sql } from "kysely";
import type { FrequencyLimit } from "../../../../contracts/senders.ts";
import type { Context } from "../../../platform/context.ts";
import { claimedOf, isUnderClaim } from "../claims.queries.ts";
import { windowMarginSeconds } from "./limit.rules.ts";

const windowOf = (limit: FrequencyLimit) =>
  sql`make_interval(hours => ${limit.hours}::int, secs => ${windowMarginSeconds}::int)`;

export async function insertSenderQueue(ctx: Context, senderId: string): Promise<void> {
  await sql`
    INSERT INTO messaging.sender_queues (org_id, sender_id) VALUES (${ctx.orgId}, ${senderId})
    ON CONFLICT (org_id, sender_id) DO NOTHING`.execute(ctx.tx);
}

/** Hand-overs without a limit share it; counting needs it alone, so that nobody hands over beside the count. */
export async function lockSenderQueue(ctx: Context, senderId: string, mode: "share" | "update"): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM messaging.sender_queues
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId} ${mode === "share" ? sql`FOR SHARE` : sql`FOR UPDATE`}`.execute(
    ctx.tx,
  );
  return rows.length > 0;
}

/** Whether every hand-over of this window has a slot. */
export async function isWindowCounted(ctx: Context, senderId: string, limit: FrequencyLimit): Promise<boolean> {
  const { rows } = await sql<{ isCounted: boolean }>`
    SELECT coalesce(counted_from <= platform.current_time() - ${windowOf(limit)}, false) AS "isCounted"
    FROM messaging.sender_queues
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}`.execute(ctx.tx);
  return rows[0]?.isCounted ?? false;
}

/** Number of hand-overs within the window that ends now: the last number less the number of the last one before it. */
export async function countInWindow(ctx: Context, senderId: string, limit: FrequencyLimit): Promise<number> {
  const { rows } = await sql<{ used: number }>`
    SELECT q.last_seq - coalesce(
      (SELECT s.seq - 1 FROM messaging.sender_slots s
        WHERE s.org_id = q.org_id AND s.sender_id = q.sender_id
          AND s.handed_at > platform.current_time() - ${windowOf(limit)}
        ORDER BY s.handed_at, s.seq LIMIT 1),
      q.last_seq) AS used
    FROM messaging.sender_queues q
    WHERE q.org_id = ${ctx.orgId} AND q.sender_id = ${senderId}`.execute(ctx.tx);
  return rows[0]?.used ?? 0;
}

/** When the window has room for one more: as soon as the hand-over that is `cap` before the next one leaves it. */
export async function findNextFreeTime(
  ctx: Context,
  senderId: string,
  limit: FrequencyLimit & { cap: number },
): Promise<Date | null> {
  const { rows } = await sql<{ freeAt: Date }>`
    SELECT s.handed_at + ${windowOf(limit)} AS "freeAt"
    FROM messaging.sender_queues q
    JOIN messaging.sender_slots s
      ON s.org_id = q.org_id AND s.sender_id = q.sender_id AND s.seq = q.last_seq - ${limit.cap}::int + 1
    WHERE q.org_id = ${ctx.orgId} AND q.sender_id = ${senderId}
      AND s.handed_at + ${windowOf(limit)} > platform.current_time()`.execute(ctx.tx);
  return rows[0]?.freeAt ?? null;
}

/** Time never runs backwards within a sender, whatever the database's clock does. */
export async function takeSlots(ctx: Context, senderId: string, count: number): Promise<void> {
  await sql`
    WITH queue AS (
      UPDATE messaging.sender_queues
      SET last_seq = last_seq + ${count}::int,
        last_handed_at = greatest(last_handed_at, platform.current_time())
      WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}
      RETURNING last_seq, last_handed_at)
    INSERT INTO messaging.sender_slots (org_id, sender_id, seq, handed_at)
    SELECT ${ctx.orgId}, ${senderId}, queue.last_seq - ${count}::int + number, queue.last_handed_at
    FROM queue, generate_series(1, ${count}::int) number`.execute(ctx.tx);
}

/** A limit that was just set, or made longer, counts what left before it: the rows know. Every attempt counts. */
export async function countFromHistory(ctx: Context, senderId: string, limit: FrequencyLimit): Promise<void> {
  await deleteSlots(ctx, senderId);
  await sql`
    WITH handed AS (
      SELECT row_number() OVER (ORDER BY handed_at) AS number, handed_at FROM (
        SELECT a.handed_over_at AS handed_at FROM messaging.attempts a
        JOIN messaging.messages m ON m.org_id = a.org_id AND m.message_id = a.message_id
        WHERE a.org_id = ${ctx.orgId} AND m.sender_id = ${senderId}
          AND a.handed_over_at > platform.current_time() - ${windowOf(limit)}
        UNION ALL
        SELECT m.handed_over_at FROM messaging.messages m
        JOIN ${claimedOf(ctx, { senderId })} ON ${isUnderClaim}
        WHERE m.org_id = ${ctx.orgId} AND m.state = 'handing-over') every_one),
    slots AS (
      INSERT INTO messaging.sender_slots (org_id, sender_id, seq, handed_at)
      SELECT ${ctx.orgId}, ${senderId}, q.last_seq + handed.number, handed.handed_at
      FROM handed, messaging.sender_queues q
      WHERE q.org_id = ${ctx.orgId} AND q.sender_id = ${senderId}
      RETURNING seq)
    UPDATE messaging.sender_queues
    SET last_seq = greatest(last_seq, (SELECT max(seq) FROM slots)),
      last_handed_at = greatest(last_handed_at, (SELECT max(handed_at) FROM handed)),
      counted_from = platform.current_time() - ${windowOf(limit)}
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}`.execute(ctx.tx);
}

async function deleteSlots(ctx: Context, senderId: string): Promise<void> {
  await sql`
    DELETE FROM messaging.sender_slots WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}`.execute(ctx.tx);
}

/** Slots that no window reaches any more (limits reach back 720 hours at most). */
export async function deleteOldSlots(ctx: Context): Promise<void> {
  await sql`
    DELETE FROM messaging.sender_slots
    WHERE org_id = ${ctx.orgId} AND handed_at < platform.current_time() - interval '32 days'`.execute(ctx.tx);
}
