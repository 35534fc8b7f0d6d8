import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { claimedOf, isUnderClaim } from "./claims.queries.ts";

export interface LaneKey {
  senderId: string;
  lane: string;
}

export async function insertLane(ctx: Context, key: LaneKey & { priority: number; at: Date | null }): Promise<void> {
  await sql`
    INSERT INTO messaging.lanes (org_id, sender_id, lane, priority, next_at)
    VALUES (${ctx.orgId}, ${key.senderId}, ${key.lane}, ${key.priority}, coalesce(${key.at}::timestamptz, platform.current_time()))
    ON CONFLICT (org_id, sender_id, lane) DO NOTHING`.execute(ctx.tx);
}

/**
 * Whether the lane will be looked at by then. The lock keeps a dispatcher from putting the lane to sleep before the
 * caller's messages can be seen.
 */
export async function lockLaneIfDue(ctx: Context, key: LaneKey & { at: Date | null }): Promise<boolean | undefined> {
  const { rows } = await sql<{ isDue: boolean }>`
    SELECT next_at <= coalesce(${key.at}::timestamptz, platform.current_time()) AS "isDue"
    FROM messaging.lanes
    WHERE org_id = ${ctx.orgId} AND sender_id = ${key.senderId} AND lane = ${key.lane}
    FOR SHARE`.execute(ctx.tx);
  return rows[0]?.isDue;
}

export async function hastenLane(ctx: Context, key: LaneKey & { at: Date | null }): Promise<void> {
  await sql`
    UPDATE messaging.lanes SET next_at = least(next_at, coalesce(${key.at}::timestamptz, platform.current_time()))
    WHERE org_id = ${ctx.orgId} AND sender_id = ${key.senderId} AND lane = ${key.lane}`.execute(ctx.tx);
}

/** Everything of a sender becomes due: its mailbox was put right, or its limit was changed. */
export async function hastenSender(ctx: Context, senderId: string): Promise<void> {
  await sql`
    UPDATE messaging.lanes SET next_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId} AND next_at > platform.current_time()`.execute(ctx.tx);
}

/** False when somebody is queueing into it at this moment, or it is gone. */
export async function lockLane(ctx: Context, key: LaneKey): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM messaging.lanes
    WHERE org_id = ${ctx.orgId} AND sender_id = ${key.senderId} AND lane = ${key.lane}
    FOR UPDATE SKIP LOCKED`.execute(ctx.tx);
  return rows.length > 0;
}

/**
 * When the lane must be looked at again: for its next message, for those on their way (their worker may die), and for
 * uncertain ones that may be sent once more. What a pause holds back, who resumes wakes. Null: never.
 */
export async function findNextTime(ctx: Context, key: LaneKey): Promise<Date | null> {
  const { rows } = await sql<{ nextAt: Date | null }>`
    SELECT least(
      (SELECT min(m.not_before) FROM messaging.messages m
        WHERE m.org_id = ${ctx.orgId} AND m.sender_id = ${key.senderId} AND m.lane = ${key.lane} AND m.stage = 'open'
          AND m.state = 'queued'
          AND NOT EXISTS (
            SELECT 1 FROM messaging.batches b
            WHERE b.org_id = m.org_id AND b.batch_id = m.batch_id AND b.state IN ('paused', 'cancelled'))),
      (SELECT platform.current_time() + interval '1 second' FROM messaging.messages m
        JOIN ${claimedOf(ctx, { senderId: key.senderId })} ON ${isUnderClaim}
        WHERE m.org_id = ${ctx.orgId} AND m.lane = ${key.lane} AND m.state IN ('claimed', 'handing-over')
        LIMIT 1),
      (SELECT min(m.settle_after) FROM messaging.messages m
        WHERE m.org_id = ${ctx.orgId} AND m.sender_id = ${key.senderId} AND m.lane = ${key.lane}
          AND m.stage = 'uncertain' AND m.settle_after IS NOT NULL
          AND NOT EXISTS (
            SELECT 1 FROM messaging.batches b
            WHERE b.org_id = m.org_id AND b.batch_id = m.batch_id AND b.state = 'paused'))) AS "nextAt"`.execute(
    ctx.tx,
  );
  return rows[0]?.nextAt ?? null;
}

export async function setNextTime(ctx: Context, key: LaneKey & { at: Date; afterSeconds: number }): Promise<void> {
  await sql`
    UPDATE messaging.lanes
    SET next_at = greatest(${key.at}::timestamptz, platform.current_time() + make_interval(secs => ${key.afterSeconds}::int))
    WHERE org_id = ${ctx.orgId} AND sender_id = ${key.senderId} AND lane = ${key.lane}`.execute(ctx.tx);
}

export async function deleteLane(ctx: Context, key: LaneKey): Promise<void> {
  await sql`
    DELETE FROM messaging.lanes
    WHERE org_id = ${ctx.orgId} AND sender_id = ${key.senderId} AND lane = ${key.lane}`.execute(ctx.tx);
}
