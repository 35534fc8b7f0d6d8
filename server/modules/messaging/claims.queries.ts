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
