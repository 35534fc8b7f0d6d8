import { sql } from "kysely";
import type { CanaryState } from "../../../../contracts/shared-sender.ts";
import type { Context } from "../../../platform/context.ts";
import type { CanaryFacts } from "./canary.rules.ts";

export async function insertCanary(ctx: Context, batchId: string, size: number): Promise<void> {
  await sql`
    UPDATE messaging.batches SET canary_size = ${size}, canary_state = 'sending'
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId}`.execute(ctx.tx);
}

export interface CanaryRow {
  size: number;
  state: CanaryState;
  sentAt: Date | null;
}

/** Undefined when the launch has none. */
export async function findCanary(ctx: Context, batchId: string): Promise<CanaryRow | undefined> {
  const { rows } = await sql<CanaryRow>`
    SELECT canary_size AS size, canary_state AS state, canary_sent_at AS "sentAt" FROM messaging.batches
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId} AND canary_state IS NOT NULL`.execute(ctx.tx);
  return rows[0];
}

/** One worker at a time takes of the first few. Undefined when nothing is held back any more. */
export async function lockOpenCanary(ctx: Context, batchId: string): Promise<CanaryRow | undefined> {
  const { rows } = await sql<CanaryRow>`
    SELECT canary_size AS size, canary_state AS state, canary_sent_at AS "sentAt" FROM messaging.batches
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId} AND canary_state IN ('sending', 'watching', 'failed')
    FOR UPDATE`.execute(ctx.tx);
  return rows[0];
}

/** What became of those that were taken up so far. */
export async function countCanary(ctx: Context, batchId: string): Promise<Omit<CanaryFacts, "state" | "size">> {
  const told = (condition: ReturnType<typeof sql>) => sql`(SELECT count(DISTINCT d.message_id)
    FROM messaging.delivery_events d WHERE d.org_id = ${ctx.orgId} AND d.batch_id = ${batchId} AND ${condition})`;
  const { rows } = await sql<Omit<CanaryFacts, "state" | "size">>`
    SELECT
      count(*) FILTER (WHERE state <> 'queued' OR attempt_count > 0) AS touched,
      count(*) FILTER (WHERE state IN ('claimed', 'handing-over')) AS open,
      ${told(sql`d.bounce_class = 'hard'`)} AS hard, ${told(sql`d.kind = 'complained'`)} AS complaints,
      ${told(sql`d.kind <> 'delayed'`)} AS reported,
      (SELECT extract(epoch FROM platform.current_time() - b.canary_sent_at)::float8 FROM messaging.batches b
        WHERE b.org_id = ${ctx.orgId} AND b.batch_id = ${batchId}) AS "secondsSinceSent"
    FROM messaging.messages
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId}`.execute(ctx.tx);
  return rows[0] ?? { touched: 0, open: 0, hard: 0, complaints: 0, reported: 0, secondsSinceSent: null };
}

export async function updateCanary(ctx: Context, batchId: string, state: CanaryState): Promise<void> {
  await sql`
    UPDATE messaging.batches
    SET canary_state = ${state},
      canary_sent_at = CASE ${state}::text WHEN 'watching' THEN coalesce(canary_sent_at, platform.current_time())
        ELSE canary_sent_at END
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId}`.execute(ctx.tx);
}

/** Who lets a launch go on after a bad beginning has seen it. */
export async function releaseFailedCanary(ctx: Context, batchId: string): Promise<void> {
  await sql`
    UPDATE messaging.batches SET canary_state = 'released'
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId} AND canary_state = 'failed'`.execute(ctx.tx);
}
