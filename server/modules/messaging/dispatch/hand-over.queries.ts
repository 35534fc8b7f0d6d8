import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { RepeatTerms } from "./repeat-terms.ts";

export interface OwnClaim {
  messageId: string;
  claimToken: string;
}

export interface LocksOfRound {
  claims: OwnClaim[];
  batchIds: string[];
  /** Senders without a limit: their hand-overs share the lock that a count takes alone. */
  senderIds: string[];
}

export interface HeldLocks {
  /** Still ours, each with the claim by which it is: same token, lease not over. */
  own: Map<string, string>;
  /** Beside those, repeats that the server may have forgotten by now: they must not be brought to it again. */
  forgotten: Set<string>;
  /** A pause or a cancellation waits for this transaction, or this one sees it. */
  batchStates: Map<string, string>;
  senders: Set<string>;
}

/**
 * All that a hand-over locks before the addresses, in one statement. The state is asked of the rows that are locked: asked
 * for before, the planner may begin with all that are claimed.
 */
export async function lockRound(ctx: Context, { claims, batchIds, senderIds }: LocksOfRound): Promise<HeldLocks> {
  const { rows } = await sql<{ kind: "message" | "forgotten" | "batch" | "sender"; id: string; value: string | null }>`
    WITH given_claims AS (
      SELECT m.message_id, m.claim_token, m.state, m.lease_until,
        m.is_repeat AND coalesce(m.repeat_until <= platform.current_time(), true) AS is_forgotten
      FROM messaging.messages m
      JOIN unnest(${claims.map((claim) => claim.messageId)}::uuid[], ${claims.map((claim) => claim.claimToken)}::uuid[])
        AS given (message_id, claim_token) ON m.message_id = given.message_id AND m.claim_token = given.claim_token
      WHERE m.org_id = ${ctx.orgId}
      ORDER BY m.message_id
      FOR UPDATE OF m),
    mine AS (
      SELECT message_id, claim_token, is_forgotten FROM given_claims
      WHERE state = 'claimed' AND lease_until > platform.current_time()),
    shared_batches AS (
      SELECT batch_id, state FROM messaging.batches
      WHERE org_id = ${ctx.orgId} AND batch_id = ANY(${batchIds}::uuid[])
      ORDER BY batch_id
      FOR SHARE),
    shared_queues AS (
      SELECT sender_id FROM messaging.sender_queues
      WHERE org_id = ${ctx.orgId} AND sender_id = ANY(${senderIds}::uuid[])
      ORDER BY sender_id
      FOR SHARE)
    SELECT CASE WHEN is_forgotten THEN 'forgotten' ELSE 'message' END AS kind, message_id AS id,
      claim_token::text AS value
    FROM mine
    UNION ALL
    SELECT 'batch', batch_id, state FROM shared_batches
    UNION ALL
    SELECT 'sender', sender_id, NULL FROM shared_queues`.execute(ctx.tx);
  const valuesOf = (kind: string) =>
    new Map(rows.filter((row) => row.kind === kind).map(({ id, value }) => [id, value ?? ""]));
  return {
    own: valuesOf("message"),
    forgotten: new Set(valuesOf("forgotten").keys()),
    batchStates: valuesOf("batch"),
    senders: new Set(valuesOf("sender").keys()),
  };
}

export interface PermittedMessage extends OwnClaim {
  ground: string;
  consentEventId: string | null;
  messageIdHeader: string;
  sentFrom: string;
  validUntil: Date | null;
  repeat: RepeatTerms | null;
}

export interface Mark {
  claimToken: string;
  handedOverAt: Date;
}

/**
 * Only what is still ours: same token, lease not over. A worker that slept marks none and cannot send; had it claimed one anew
 * meanwhile, it would ask for that one twice, and only the newer claim is good. Leaves out as well whose consent has run
 * out since the gate answered: the time that is written is the time that counts.
 */
export async function markHandingOver(ctx: Context, permitted: PermittedMessage[]): Promise<Map<string, Mark>> {
  const { rows } = await sql<{ messageId: string; claimToken: string; handedOverMs: number }>`
    UPDATE messaging.messages m
    SET state = 'handing-over', handed_over_at = platform.current_time(), ground = given.ground,
      consent_event_id = given.event_id, message_id_header = given.header, sent_from = given.sent_from,
      -- The server's memory began with the first attempt that it may have taken.
      repeat_until = CASE WHEN m.is_repeat THEN m.repeat_until
        ELSE platform.current_time() + make_interval(secs => given.repeat_seconds) END,
      repeat_place = CASE WHEN m.is_repeat THEN m.repeat_place ELSE given.repeat_place END,
      repeat_date = CASE WHEN m.is_repeat THEN m.repeat_date ELSE given.repeat_date END
    FROM unnest(
      ${permitted.map((one) => one.messageId)}::uuid[], ${permitted.map((one) => one.claimToken)}::uuid[],
      ${permitted.map((one) => one.ground)}::text[],
      ${permitted.map((one) => one.consentEventId)}::uuid[], ${permitted.map((one) => one.messageIdHeader)}::text[],
      ${permitted.map((one) => one.sentFrom)}::text[], ${permitted.map((one) => one.validUntil)}::timestamptz[],
      ${permitted.map((one) => one.repeat?.seconds ?? null)}::int[],
      ${permitted.map((one) => one.repeat?.place ?? null)}::text[],
      ${permitted.map((one) => one.repeat?.date ?? null)}::timestamptz[])
      AS given (message_id, claim_token, ground, event_id, header, sent_from, valid_until, repeat_seconds, repeat_place,
        repeat_date)
    WHERE m.org_id = ${ctx.orgId} AND m.message_id = given.message_id AND m.claim_token = given.claim_token
      AND m.state = 'claimed' AND m.lease_until > platform.current_time()
      AND (given.valid_until IS NULL OR given.valid_until > platform.current_time())
    RETURNING m.message_id AS "messageId", m.claim_token AS "claimToken",
      (extract(epoch FROM m.handed_over_at) * 1000)::float8 AS "handedOverMs"`.execute(ctx.tx);
  return new Map(
    rows.map(({ messageId, claimToken, handedOverMs }) => [
      messageId,
      { claimToken, handedOverAt: new Date(handedOverMs) },
    ]),
  );
}
