import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { WrongRow } from "./invariants.rules.ts";
import { listWrong } from "./wrong-rows.queries.ts";

/** INV-1. */
export function listUnfinishedEnds(ctx: Context): Promise<WrongRow[]> {
  return listWrong(
    ctx,
    sql`
    SELECT CASE WHEN final_at IS NULL THEN 'end-without-time' ELSE 'time-of-end-while-open' END, message_id
    FROM messaging.messages
    WHERE org_id = ${ctx.orgId}
      AND (state IN ('accepted', 'failed', 'uncertain', 'stopped', 'abandoned')) <> (final_at IS NOT NULL)
    UNION ALL
    SELECT 'end-without-reason', message_id FROM messaging.messages
    WHERE org_id = ${ctx.orgId} AND state IN ('failed', 'stopped') AND coalesce(final_reason, '') = ''
    UNION ALL
    SELECT m.state || '-without-attempt', m.message_id FROM messaging.messages m
    WHERE m.org_id = ${ctx.orgId} AND m.state IN ('accepted', 'uncertain')
      AND NOT EXISTS (
        SELECT 1 FROM messaging.attempts a
        WHERE a.org_id = m.org_id AND a.message_id = m.message_id AND a.outcome IN (m.state, 'settled'))
    UNION ALL
    SELECT 'attempt-not-written', m.message_id FROM messaging.messages m
    LEFT JOIN (
      SELECT org_id, message_id, count(*) AS written FROM messaging.attempts
      WHERE org_id = ${ctx.orgId} GROUP BY org_id, message_id) a
      ON a.org_id = m.org_id AND a.message_id = m.message_id
    WHERE m.org_id = ${ctx.orgId} AND m.attempt_count > coalesce(a.written, 0)
    UNION ALL
    ${strayRows(ctx)}`,
  );
}

/** What no foreign key keeps (decision 12): whoever works on the tables as their owner can leave some behind. */
function strayRows(ctx: Context): RawBuilder<unknown> {
  return sql`
    SELECT 'message-of-no-batch', m.message_id FROM messaging.messages m
    WHERE m.org_id = ${ctx.orgId} AND m.batch_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM messaging.batches b WHERE b.org_id = m.org_id AND b.batch_id = m.batch_id)
    UNION ALL
    SELECT 'attempt-of-no-message', a.attempt_id FROM messaging.attempts a
    WHERE a.org_id = ${ctx.orgId} AND NOT EXISTS (
      SELECT 1 FROM messaging.messages m WHERE m.org_id = a.org_id AND m.message_id = a.message_id)
    UNION ALL
    SELECT 'report-of-no-message', e.delivery_event_id FROM messaging.delivery_events e
    WHERE e.org_id = ${ctx.orgId} AND NOT EXISTS (
      SELECT 1 FROM messaging.messages m WHERE m.org_id = e.org_id AND m.message_id = e.message_id)`;
}

/** INV-2, as far as the database alone can tell: a second hand-over though the first was not refused. */
export function listSecondHandOvers(ctx: Context): Promise<WrongRow[]> {
  return listWrong(
    ctx,
    sql`
    SELECT 'handed-over-twice', m.message_id
    FROM (
      -- What was uncertain and refused by a late answer was not taken.
      SELECT org_id, message_id, claim_token FROM messaging.attempts
      WHERE org_id = ${ctx.orgId} AND handed_over_at IS NOT NULL
      GROUP BY org_id, message_id, claim_token
      HAVING bool_or(outcome IN ('accepted', 'uncertain'))
        AND NOT bool_or(outcome IN ('rejected-temporarily', 'rejected-permanently'))
      UNION
      SELECT org_id, message_id, claim_token FROM messaging.messages
      WHERE org_id = ${ctx.orgId} AND state = 'handing-over') handed
    JOIN messaging.messages m ON m.org_id = handed.org_id AND m.message_id = handed.message_id
    GROUP BY m.message_id, m.is_second_copy, m.repeats
    -- A repeat is known to its server by its key.
    HAVING count(*) > CASE WHEN m.is_second_copy THEN 2 ELSE 1 END + m.repeats`,
  );
}

/**
 * INV-3: what a dead worker leaves is written in one statement, so that it has one time. `connections` says how many a
 * sender may have open where that is no setting of the organisation.
 */
export function listTooManyUncertain(ctx: Context, connections: Map<string, number>): Promise<WrongRow[]> {
  return listWrong(
    ctx,
    sql`
    SELECT 'more-uncertain-than-connections', a.worker_id
    FROM messaging.attempts a
    JOIN messaging.messages m ON m.org_id = a.org_id AND m.message_id = a.message_id
    JOIN senders.sender_limits s ON s.org_id = m.org_id AND s.sender_id = m.sender_id
    LEFT JOIN unnest(${[...connections.keys()]}::uuid[], ${[...connections.values()]}::int[])
      AS given (sender_id, connections) ON given.sender_id = m.sender_id
    WHERE a.org_id = ${ctx.orgId} AND a.outcome = 'uncertain'
    GROUP BY a.worker_id, m.sender_id, a.ended_at, coalesce(given.connections, s.connections)
    HAVING count(*) > coalesce(given.connections, s.connections)`,
  );
}

/** Whose messages are among those of which nobody knows. */
export async function listSendersInDoubt(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ senderId: string }>`
    SELECT DISTINCT m.sender_id AS "senderId"
    FROM messaging.attempts a
    JOIN messaging.messages m ON m.org_id = a.org_id AND m.message_id = a.message_id
    WHERE a.org_id = ${ctx.orgId} AND a.outcome = 'uncertain'
    ORDER BY m.sender_id LIMIT 1000`.execute(ctx.tx);
  return rows.map((row) => row.senderId);
}

/** INV-8. */
export function listWrongBatchEnds(ctx: Context): Promise<WrongRow[]> {
  return listWrong(
    ctx,
    sql`
    SELECT 'ended-with-open-messages', b.batch_id FROM messaging.batches b
    WHERE b.org_id = ${ctx.orgId} AND b.state = 'ended'
      AND EXISTS (
        SELECT 1 FROM messaging.messages m
        WHERE m.org_id = b.org_id AND m.batch_id = b.batch_id AND m.stage = 'open')
    UNION ALL
    SELECT 'done-but-not-ended', b.batch_id FROM messaging.batches b
    JOIN (
      SELECT org_id, batch_id, max(final_at) AS last_end,
        count(*) FILTER (WHERE stage = 'open' OR (stage = 'uncertain' AND settle_after IS NOT NULL)) AS open
      FROM messaging.messages
      WHERE org_id = ${ctx.orgId} AND batch_id IS NOT NULL
      GROUP BY org_id, batch_id) messages ON messages.org_id = b.org_id AND messages.batch_id = b.batch_id
    WHERE b.org_id = ${ctx.orgId} AND b.state = 'running' AND b.to_queue = 0 AND messages.open = 0
      AND messages.last_end < platform.current_time() - interval '60 seconds'`,
  );
}

/** INV-10. A lane is the only way in which a waiting message is found: one without a lane waits for ever. */
export function listStuck(ctx: Context): Promise<WrongRow[]> {
  return listWrong(
    ctx,
    sql`
    SELECT 'claimed-after-its-lease', message_id FROM messaging.messages
    WHERE org_id = ${ctx.orgId} AND state = 'claimed'
      AND lease_until < platform.current_time() - interval '30 seconds'
    UNION ALL
    SELECT 'held-by-a-dead-worker', m.message_id FROM messaging.messages m
    LEFT JOIN messaging.workers w ON w.worker_id = m.worker_id
    WHERE m.org_id = ${ctx.orgId} AND m.stage = 'open' AND m.state IN ('claimed', 'handing-over')
      AND (w.worker_id IS NULL OR w.ended_at < platform.current_time() - interval '60 seconds')
    UNION ALL
    SELECT 'on-its-way-under-no-claim', m.message_id FROM messaging.messages m
    WHERE m.org_id = ${ctx.orgId} AND m.stage = 'open' AND m.state IN ('claimed', 'handing-over')
      AND NOT EXISTS (
        SELECT 1 FROM messaging.claims c
        WHERE c.org_id = m.org_id AND c.claim_token = m.claim_token AND m.message_id = ANY(c.message_ids))
    UNION ALL
    SELECT 'waiting-where-nobody-looks', m.message_id FROM messaging.messages m
    LEFT JOIN messaging.batches b ON b.org_id = m.org_id AND b.batch_id = m.batch_id
    LEFT JOIN messaging.lanes l ON l.org_id = m.org_id AND l.sender_id = m.sender_id AND l.lane = m.lane
    WHERE m.org_id = ${ctx.orgId} AND m.state = 'queued' AND coalesce(b.state, 'running') = 'running'
      AND l.lane IS NULL
    UNION ALL
    SELECT 'launch-that-stands-still', batch_id FROM messaging.batches
    WHERE org_id = ${ctx.orgId} AND to_queue > 0 AND last_queued_at < platform.current_time() - interval '10 minutes'
    UNION ALL
    SELECT 'waiting-though-it-could-leave', l.sender_id FROM messaging.lanes l
    LEFT JOIN messaging.sender_queues q ON q.org_id = l.org_id AND q.sender_id = l.sender_id
    WHERE l.org_id = ${ctx.orgId} AND l.next_at < platform.current_time() - interval '60 seconds'
      AND coalesce(q.breaker_until <= platform.current_time(), true)
      AND NOT EXISTS (
        SELECT 1 FROM messaging.messages m
        WHERE m.org_id = l.org_id AND m.sender_id = l.sender_id AND m.stage = 'open'
          AND m.state IN ('claimed', 'handing-over'))
    UNION ALL
    SELECT 'cancelled-but-still-waiting', m.message_id FROM messaging.messages m
    JOIN messaging.batches b ON b.org_id = m.org_id AND b.batch_id = m.batch_id
    WHERE m.org_id = ${ctx.orgId} AND m.state = 'queued' AND b.state = 'cancelled'
      AND b.state_changed_at < platform.current_time() - interval '10 minutes'`,
  );
}
