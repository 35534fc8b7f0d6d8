import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export interface SenderRest {
  failures: number;
  /** Until when nothing is tried; null when the way is free. */
  restsUntil: Date | null;
}

export async function findSenderRest(ctx: Context, senderId: string): Promise<SenderRest> {
  const { rows } = await sql<SenderRest>`
    SELECT failures, CASE WHEN breaker_until > platform.current_time() THEN breaker_until END AS "restsUntil"
    FROM messaging.sender_queues
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}`.execute(ctx.tx);
  return rows[0] ?? { failures: 0, restsUntil: null };
}

export async function countFailure(ctx: Context, senderId: string): Promise<number> {
  const { rows } = await sql<{ failures: number }>`
    UPDATE messaging.sender_queues SET failures = failures + 1
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}
    RETURNING failures`.execute(ctx.tx);
  return rows[0]?.failures ?? 0;
}

export interface Rest {
  senderId: string;
  reason: string;
  detail: string;
  seconds: number;
}

export async function letSenderRest(ctx: Context, rest: Rest): Promise<void> {
  await sql`
    UPDATE messaging.sender_queues
    SET breaker_reason = ${rest.reason}, breaker_detail = ${rest.detail},
      breaker_opened_at = coalesce(breaker_opened_at, platform.current_time()),
      breaker_until = platform.current_time() + make_interval(secs => ${rest.seconds}::int)
    WHERE org_id = ${ctx.orgId} AND sender_id = ${rest.senderId}`.execute(ctx.tx);
}

/** True when there was something to clear. */
export async function clearRest(ctx: Context, senderId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    UPDATE messaging.sender_queues
    SET failures = 0, breaker_reason = NULL, breaker_detail = NULL, breaker_opened_at = NULL, breaker_until = NULL
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId} AND (failures > 0 OR breaker_until IS NOT NULL)`.execute(
    ctx.tx,
  );
  return Number(numAffectedRows ?? 0) > 0;
}

export interface SlotAnswer {
  /** Null: somebody else took the same one at the same moment, or there was none. */
  slot: number | null;
  hadFree: boolean;
}

/** Any free number up to the sender's limit; numbers of dead workers are free. Those that are held are read once, not number by number. */
export async function takeConnectionSlot(
  ctx: Context,
  taken: { senderId: string; workerId: string; most: number },
): Promise<SlotAnswer> {
  const { rows } = await sql<SlotAnswer>`
    WITH living AS MATERIALIZED (SELECT worker_id FROM messaging.workers WHERE ended_at IS NULL),
    free AS (
      SELECT number FROM generate_series(1, ${taken.most}::int) number
      WHERE number NOT IN (
        SELECT s.slot FROM messaging.connection_slots s
        WHERE s.org_id = ${ctx.orgId} AND s.sender_id = ${taken.senderId} AND s.worker_id IN (SELECT worker_id FROM living))),
    mine AS (
      INSERT INTO messaging.connection_slots (org_id, sender_id, slot, worker_id)
      SELECT ${ctx.orgId}, ${taken.senderId}, number, ${taken.workerId} FROM free
      ORDER BY random()
      LIMIT 1
      ON CONFLICT (org_id, sender_id, slot) DO UPDATE SET worker_id = excluded.worker_id, taken_at = platform.current_time()
        WHERE connection_slots.worker_id NOT IN (SELECT worker_id FROM living)
      RETURNING slot)
    SELECT (SELECT slot FROM mine) AS slot, EXISTS (SELECT 1 FROM free) AS "hadFree"`.execute(ctx.tx);
  return rows[0] ?? { slot: null, hadFree: false };
}

export async function freeConnectionSlot(
  ctx: Context,
  slot: { senderId: string; slot: number; workerId: string },
): Promise<void> {
  await sql`
    DELETE FROM messaging.connection_slots
    WHERE org_id = ${ctx.orgId} AND sender_id = ${slot.senderId} AND slot = ${slot.slot} AND worker_id = ${slot.workerId}`.execute(
    ctx.tx,
  );
}
