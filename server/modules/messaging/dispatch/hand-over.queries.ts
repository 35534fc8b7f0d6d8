import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export interface OwnClaim {
  messageId: string;
  claimToken: string;
}

/** Those that are still ours: same token, lease not over. A worker that slept finds none and cannot send. */
export async function lockOwnClaims(ctx: Context, claims: OwnClaim[]): Promise<Set<string>> {
  const { rows } = await sql<{ messageId: string }>`
    SELECT m.message_id AS "messageId"
    FROM messaging.messages m
    JOIN unnest(${claims.map((claim) => claim.messageId)}::uuid[], ${claims.map((claim) => claim.claimToken)}::uuid[])
      AS mine (message_id, claim_token) ON m.message_id = mine.message_id AND m.claim_token = mine.claim_token
    WHERE m.org_id = ${ctx.orgId} AND m.state = 'claimed' AND m.lease_until > platform.current_time()
    ORDER BY m.message_id
    FOR UPDATE OF m`.execute(ctx.tx);
  return new Set(rows.map((row) => row.messageId));
}

/** A pause or a cancellation waits for this transaction, or this one sees it. */
export async function shareBatches(ctx: Context, batchIds: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ batchId: string; state: string }>`
    SELECT batch_id AS "batchId", state FROM messaging.batches
    WHERE org_id = ${ctx.orgId} AND batch_id = ANY(${batchIds}::uuid[])
    ORDER BY batch_id
    FOR SHARE`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.batchId, row.state]));
}

export interface PermittedMessage {
  messageId: string;
  ground: string;
  consentEventId: string | null;
  messageIdHeader: string;
  sentFrom: string;
}

export async function markHandingOver(ctx: Context, permitted: PermittedMessage[]): Promise<Map<string, Date>> {
  const { rows } = await sql<{ messageId: string; handedOverAt: Date }>`
    UPDATE messaging.messages m
    SET state = 'handing-over', handed_over_at = platform.current_time(), ground = given.ground,
      consent_event_id = given.event_id, message_id_header = given.header, sent_from = given.sent_from
    FROM unnest(
      ${permitted.map((one) => one.messageId)}::uuid[], ${permitted.map((one) => one.ground)}::text[],
      ${permitted.map((one) => one.consentEventId)}::uuid[], ${permitted.map((one) => one.messageIdHeader)}::text[],
      ${permitted.map((one) => one.sentFrom)}::text[]) AS given (message_id, ground, event_id, header, sent_from)
    WHERE m.org_id = ${ctx.orgId} AND m.message_id = given.message_id AND m.state = 'claimed'
    RETURNING m.message_id AS "messageId", m.handed_over_at AS "handedOverAt"`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.messageId, row.handedOverAt]));
}
