import { sql } from "kysely";
import type { Basis, MessageClass } from "../../../../contracts/consent.ts";
import type { MergeValues } from "../../../../contracts/template-variables.ts";
import type { Context } from "../../../platform/context.ts";
import { abandonedOf, claimedOf, isUnderClaim } from "../claims.queries.ts";
import { endedAs } from "../ended-as.queries.ts";

/** A message that this worker may prepare. Giving it back is always safe. */
export interface ClaimedMessage {
  orgId: string;
  messageId: string;
  claimToken: string;
  lane: string;
  messageClass: MessageClass;
  batchId: string | null;
  senderId: string;
  contactId: string | null;
  addressId: string;
  recipientAddress: string;
  recipientName: string;
  contentVersionId: string;
  mergeValues: MergeValues;
  typeId: string | null;
  basis: Basis | null;
  attemptCount: number;
  isSecondCopy: boolean;
  isRepeat: boolean;
  repeats: number;
  /** Of the attempts that nobody answered. */
  repeatPlace: string | null;
  repeatSecondsLeft: number | null;
  repeatDate: Date | null;
  messageIdHeader: string | null;
  /** Until it is too old; null before its first attempt. */
  secondsLeft: number | null;
  isAutomatic: boolean;
}

export interface Claim {
  senderId: string;
  lane: string;
  limit: number;
  claimToken: string;
  workerId: string;
  leaseSeconds: number;
}

/**
 * Names one organisation and one lane, so that it never waits for another worker, nor scans what is paused. The picked come
 * as an array: joined to them, a planner who does not know how few they are reads the whole table for each claim.
 */
export async function claimMessages(ctx: Context, claim: Claim): Promise<ClaimedMessage[]> {
  const leaseEnd = sql`platform.current_time() + make_interval(secs => ${claim.leaseSeconds}::int)`;
  const { rows } = await sql<ClaimedMessage>`
    WITH picked AS (
      SELECT message_id FROM messaging.messages
      WHERE org_id = ${ctx.orgId} AND sender_id = ${claim.senderId} AND lane = ${claim.lane} AND stage = 'open'
        AND state = 'queued' AND not_before <= platform.current_time()
      ORDER BY not_before, message_id
      LIMIT ${claim.limit}
      FOR UPDATE SKIP LOCKED),
    taken AS (
      UPDATE messaging.messages m
      SET state = 'claimed', claim_token = ${claim.claimToken}, worker_id = ${claim.workerId},
        lease_until = ${leaseEnd}
      FROM unnest(ARRAY(SELECT message_id FROM picked)) AS chosen (message_id)
      WHERE m.org_id = ${ctx.orgId} AND m.message_id = chosen.message_id
      RETURNING m.org_id AS "orgId", m.message_id AS "messageId", m.claim_token AS "claimToken", m.lane,
        m.message_class AS "messageClass", m.batch_id AS "batchId", m.sender_id AS "senderId",
        m.contact_id AS "contactId", m.address_id AS "addressId",
        m.recipient_address AS "recipientAddress", m.recipient_name AS "recipientName",
        m.content_version_id AS "contentVersionId", m.merge_values AS "mergeValues", m.type_id AS "typeId", m.basis,
        m.attempt_count AS "attemptCount", m.is_second_copy AS "isSecondCopy", m.message_id_header AS "messageIdHeader",
        m.is_repeat AS "isRepeat", m.repeats, m.repeat_place AS "repeatPlace", m.repeat_date AS "repeatDate",
        extract(epoch FROM m.repeat_until - platform.current_time())::float8 AS "repeatSecondsLeft",
        extract(epoch FROM m.expires_at - platform.current_time())::float8 AS "secondsLeft",
        m.is_automatic AS "isAutomatic"),
    listed AS (
      INSERT INTO messaging.claims (org_id, claim_token, sender_id, lane, worker_id, lease_until, message_ids)
      SELECT ${ctx.orgId}, ${claim.claimToken}, ${claim.senderId}, ${claim.lane}, ${claim.workerId}, ${leaseEnd},
        array_agg("messageId")
      FROM taken
      HAVING count(*) > 0)
    SELECT * FROM taken`.execute(ctx.tx);
  return rows;
}

export async function findLaneBatchState(ctx: Context, lane: string): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`
    SELECT state FROM messaging.batches WHERE org_id = ${ctx.orgId} AND batch_id = ${lane}::uuid`.execute(ctx.tx);
  return rows[0]?.state;
}

/** Back to the queue, under the own token only. `handing-over` too when this worker knows that it wrote no dot. */
export async function giveBackMessages(
  ctx: Context,
  given: { messageId: string; claimToken: string }[],
): Promise<void> {
  await sql`
    UPDATE messaging.messages m
    SET state = 'queued', claim_token = NULL, worker_id = NULL, lease_until = NULL
    FROM unnest(${given.map((one) => one.messageId)}::uuid[], ${given.map((one) => one.claimToken)}::uuid[])
      AS mine (message_id, claim_token)
    WHERE m.org_id = ${ctx.orgId} AND m.message_id = mine.message_id AND m.claim_token = mine.claim_token
      AND m.state IN ('claimed', 'handing-over')`.execute(ctx.tx);
}

/** All of one claim: whoever made it cannot know whether it was made. */
export async function giveBackClaim(ctx: Context, senderId: string, claimToken: string): Promise<void> {
  await sql`
    UPDATE messaging.messages m
    SET state = 'queued', claim_token = NULL, worker_id = NULL, lease_until = NULL
    FROM ${claimedOf(ctx, { senderId })}
    WHERE c.claim_token = ${claimToken}::uuid AND m.org_id = ${ctx.orgId} AND ${isUnderClaim}
      AND m.state = 'claimed'`.execute(ctx.tx);
}

export async function failTooOld(ctx: Context, messageIds: string[]): Promise<void> {
  await sql`
    UPDATE messaging.messages
    SET ${endedAs("failed", sql`'messaging.too-old'`)}, lease_until = NULL
    WHERE org_id = ${ctx.orgId} AND message_id = ANY(${messageIds}::uuid[]) AND state = 'claimed'`.execute(ctx.tx);
}

/** Claims whose lease is over, or whose worker is dead: nothing of them has left. */
export async function requeueAbandonedClaims(ctx: Context, senderId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE messaging.messages m
    SET state = 'queued', claim_token = NULL, worker_id = NULL, lease_until = NULL
    FROM ${abandonedOf(ctx, { senderId, isLateToo: true })}
    WHERE m.org_id = ${ctx.orgId} AND ${isUnderClaim} AND m.state = 'claimed'`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0);
}

export interface LostMessage {
  messageId: string;
  claimToken: string;
  workerId: string;
  attemptCount: number;
  messageClass: MessageClass;
  isSecondCopy: boolean;
  isRepeat: boolean;
  repeats: number;
  repeatSecondsLeft: number | null;
  batchId: string | null;
  handedOverAt: Date;
}

/** Hand-overs of workers that are dead: the dot may or may not have been written. Nobody can know from here. */
export async function lockLostHandOvers(ctx: Context, senderId: string): Promise<LostMessage[]> {
  const { rows } = await sql<LostMessage>`
    SELECT m.message_id AS "messageId", m.claim_token AS "claimToken", m.worker_id AS "workerId",
      m.attempt_count AS "attemptCount", m.message_class AS "messageClass", m.is_second_copy AS "isSecondCopy",
      m.batch_id AS "batchId", m.handed_over_at AS "handedOverAt", m.is_repeat AS "isRepeat", m.repeats,
      extract(epoch FROM m.repeat_until - platform.current_time())::float8 AS "repeatSecondsLeft"
    FROM messaging.messages m
    JOIN ${abandonedOf(ctx, { senderId, isLateToo: false })} ON ${isUnderClaim}
    WHERE m.org_id = ${ctx.orgId} AND m.state = 'handing-over'
    ORDER BY m.message_id
    LIMIT 1000
    FOR UPDATE OF m SKIP LOCKED`.execute(ctx.tx);
  return rows;
}
