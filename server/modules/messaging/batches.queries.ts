import { sql } from "kysely";
import type { BatchCounts, BatchState } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { claimedOf, isUnderClaim } from "./claims.queries.ts";

export interface NewBatchRow {
  batchId: string;
  name: string;
  cause: string;
  causeId: string | null;
  state: BatchState;
}

export interface BatchRow {
  batchId: string;
  name: string;
  state: BatchState;
  senderId: string | null;
  createdAt: Date;
}

export async function insertBatch(ctx: Context, batch: NewBatchRow): Promise<void> {
  await sql`
    INSERT INTO messaging.batches (org_id, batch_id, name, cause, cause_id, state)
    VALUES (${ctx.orgId}, ${batch.batchId}, ${batch.name}, ${batch.cause}, ${batch.causeId}, ${batch.state})`.execute(
    ctx.tx,
  );
}

export async function setBatchSender(ctx: Context, batchId: string, senderId: string): Promise<void> {
  await sql`
    UPDATE messaging.batches SET sender_id = ${senderId}
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId}`.execute(ctx.tx);
}

/** So many recipients have no message yet. Last in its transaction: hand-overs of the batch wait for it. */
export async function setToQueue(ctx: Context, batchId: string, toQueue: number): Promise<void> {
  await sql`
    UPDATE messaging.batches SET to_queue = ${toQueue}, last_queued_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId}`.execute(ctx.tx);
}

/** Nobody gives the batch another sender before the end of the transaction; hand-overs go on. */
export async function holdBatchSender(ctx: Context, batchId: string): Promise<string | null> {
  const { rows } = await sql<{ senderId: string | null }>`
    SELECT sender_id AS "senderId" FROM messaging.batches
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId}
    FOR SHARE`.execute(ctx.tx);
  return rows[0]?.senderId ?? null;
}

export async function findToQueue(ctx: Context, batchId: string): Promise<number> {
  const { rows } = await sql<{ toQueue: number }>`
    SELECT to_queue AS "toQueue" FROM messaging.batches
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId}`.execute(ctx.tx);
  return rows[0]?.toQueue ?? 0;
}

/** Waits for the hand-overs that read the state at this moment; those that come later read the new one. */
export async function lockBatch(ctx: Context, batchId: string): Promise<BatchRow | undefined> {
  const { rows } = await sql<BatchRow>`
    SELECT batch_id AS "batchId", name, state, sender_id AS "senderId", created_at AS "createdAt"
    FROM messaging.batches
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId}
    FOR UPDATE`.execute(ctx.tx);
  return rows[0];
}

export async function findBatchState(ctx: Context, batchId: string): Promise<BatchState | undefined> {
  const { rows } = await sql<{ state: BatchState }>`
    SELECT state FROM messaging.batches WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId}`.execute(ctx.tx);
  return rows[0]?.state;
}

export async function findBatchSender(ctx: Context, batchId: string): Promise<string | null> {
  const { rows } = await sql<{ senderId: string | null }>`
    SELECT sender_id AS "senderId" FROM messaging.batches
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId}`.execute(ctx.tx);
  return rows[0]?.senderId ?? null;
}

export async function setBatchStateRow(ctx: Context, batchId: string, state: BatchState): Promise<void> {
  await sql`
    UPDATE messaging.batches SET state = ${state}, state_changed_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId}`.execute(ctx.tx);
}

/** True for the one caller that ends it: running with nothing left, or cancelled with nothing on its way. */
export async function endBatchIfDone(ctx: Context, batchId: string): Promise<BatchState | undefined> {
  const { rows } = await sql<{ state: BatchState }>`
    UPDATE messaging.batches b
    SET state = CASE b.state WHEN 'running' THEN 'ended' ELSE b.state END, ended_at = platform.current_time()
    WHERE b.org_id = ${ctx.orgId} AND b.batch_id = ${batchId} AND b.state IN ('running', 'cancelled') AND b.ended_at IS NULL
      AND b.to_queue = 0 AND NOT EXISTS (
        SELECT 1 FROM messaging.messages m
        WHERE m.org_id = b.org_id AND m.batch_id = b.batch_id
          AND (m.stage = 'open'
            -- Soon it will be known, one way or the other.
            OR (m.stage = 'uncertain' AND m.settle_after IS NOT NULL)))
    RETURNING b.state`.execute(ctx.tx);
  return rows[0]?.state;
}

const noCounts: BatchCounts = {
  queued: 0,
  handingOver: 0,
  accepted: 0,
  failed: 0,
  uncertain: 0,
  stopped: 0,
  total: 0,
  toQueue: 0,
  returned: 0,
  complained: 0,
};

/** Computed from the rows each time: a counter would sooner or later disagree with them. */
export async function countBatchRows(ctx: Context, batchId: string): Promise<BatchCounts> {
  const { rows } = await sql<BatchCounts>`
    SELECT
      (SELECT count(DISTINCT message_id) FROM messaging.delivery_events
        WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId} AND kind = 'bounced') AS returned,
      (SELECT count(DISTINCT message_id) FROM messaging.delivery_events
        WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId} AND kind = 'complained') AS complained,
      counted.open - under_way.count + following.count AS queued, under_way.count AS "handingOver",
      counted.accepted, counted.failed, counted.uncertain, counted.stopped, counted.total + following.count AS total,
      following.count AS "toQueue"
    FROM (
      SELECT
        count(*) FILTER (WHERE stage = 'open') AS open,
        count(*) FILTER (WHERE stage = 'accepted') AS accepted,
        count(*) FILTER (WHERE stage IN ('failed', 'abandoned')) AS failed,
        count(*) FILTER (WHERE stage = 'uncertain') AS uncertain,
        count(*) FILTER (WHERE stage = 'stopped') AS stopped,
        count(*) AS total
      FROM messaging.messages
      WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId}) counted,
    (
      SELECT count(*) AS count FROM messaging.messages m
      JOIN ${claimedOf(ctx, { lane: batchId })} ON ${isUnderClaim}
      WHERE m.org_id = ${ctx.orgId} AND m.state = 'handing-over') under_way,
    (
      SELECT coalesce(sum(to_queue), 0) AS count FROM messaging.batches
      WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId}) following`.execute(ctx.tx);
  return rows[0] ?? noCounts;
}

export async function listBatchRows(ctx: Context): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    SELECT batch_id AS "batchId", name, state, sender_id AS "senderId", created_at AS "createdAt"
    FROM messaging.batches
    WHERE org_id = ${ctx.orgId}
    ORDER BY batch_id DESC
    LIMIT 200`.execute(ctx.tx);
  return rows;
}
