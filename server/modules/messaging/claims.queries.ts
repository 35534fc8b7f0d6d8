import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../platform/context.ts";

/**
 * What was claimed of a sender or of a lane, as a source named `c` of a statement on messages named `m`: a message that bears
 * the same token is still under that claim, and its state tells whether it is on its way.
 */
export function claimedOf(ctx: Context, of: { senderId: string } | { lane: string }): RawBuilder<unknown> {
  const whose = "senderId" in of ? sql`claims.sender_id = ${of.senderId}` : sql`claims.lane = ${of.lane}`;
  return sql`(
    SELECT claims.claim_token, listed.message_id
    FROM messaging.claims CROSS JOIN LATERAL unnest(claims.message_ids) AS listed (message_id)
    WHERE claims.org_id = ${ctx.orgId} AND ${whose}) c`;
}

const isOfNoLivingWorker = sql`NOT EXISTS (
      SELECT 1 FROM messaging.workers w WHERE w.worker_id = claims.worker_id AND w.ended_at IS NULL)`;

/**
 * The same for claims of workers that ended, and on wish for those whose lease is over. OFFSET 0: those are sought first,
 * before a look at what the others have in their hands.
 */
export function abandonedOf(ctx: Context, of: { senderId: string; isLateToo: boolean }): RawBuilder<unknown> {
  const isLate = of.isLateToo ? sql`claims.lease_until <= platform.current_time()` : sql`false`;
  return sql`(
    SELECT abandoned.claim_token, listed.message_id
    FROM (
      SELECT claims.claim_token, claims.message_ids FROM messaging.claims
      WHERE claims.org_id = ${ctx.orgId} AND claims.sender_id = ${of.senderId} AND (${isLate} OR ${isOfNoLivingWorker})
      OFFSET 0) abandoned
    CROSS JOIN LATERAL unnest(abandoned.message_ids) AS listed (message_id)) c`;
}

/** Workers that ended and still have claims of this sender. */
export async function listDeadClaimers(ctx: Context, senderId: string): Promise<string[]> {
  const { rows } = await sql<{ workerId: string }>`
    SELECT DISTINCT claims.worker_id AS "workerId" FROM messaging.claims
    WHERE claims.org_id = ${ctx.orgId} AND claims.sender_id = ${senderId} AND ${isOfNoLivingWorker}
    ORDER BY claims.worker_id
    LIMIT 100`.execute(ctx.tx);
  return rows.map((row) => row.workerId);
}

export const isUnderClaim = sql`m.message_id = c.message_id AND m.claim_token = c.claim_token`;

/** Claims of which nothing is on its way any more: nothing comes back under their tokens. */
export async function deleteFinishedClaims(ctx: Context, senderId: string): Promise<void> {
  await sql`
    DELETE FROM messaging.claims c
    WHERE c.org_id = ${ctx.orgId} AND c.sender_id = ${senderId} AND NOT EXISTS (
      SELECT 1 FROM unnest(c.message_ids) AS listed (message_id)
      JOIN messaging.messages m ON m.org_id = c.org_id AND m.message_id = listed.message_id
      WHERE m.claim_token = c.claim_token AND m.state IN ('claimed', 'handing-over'))`.execute(ctx.tx);
}
