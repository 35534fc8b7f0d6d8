import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { planForMany } from "../../platform/database/plan-for-many.ts";
import type { LedgerRow } from "./ledger.queries.ts";
import type { HashedWording } from "./ledger-hash.ts";

/** Times in milliseconds: a million of them are read as numbers, not parsed. */
export type ChainRow = Omit<LedgerRow, "occurredAt" | "recordedAt" | "validUntil"> & {
  occurredMs: number;
  recordedMs: number;
  validUntilMs: number | null;
  evidence: string | null;
  evidenceSalt: string | null;
  wordingId: string | null;
};

/** A page of the ledger in its order, with the evidence that lies beside it. */
export async function listChainRows(
  ctx: Context,
  page: { afterSeq: number; lastSeq: number; limit: number },
): Promise<ChainRow[]> {
  const { rows } = await sql<ChainRow>`
    SELECT ledger.seq, ledger.prev_hash AS "prevHash", ledger.hash, ledger.event_id AS "eventId", ledger.kind,
           ledger.subject_id AS "subjectId", ledger.commitment, ledger.type_id AS "typeId",
           ledger.state_after AS "stateAfter", ledger.actor, ledger.actor_ref AS "actorRef", ledger.source,
           date_part('epoch', ledger.occurred_at) * 1000 AS "occurredMs",
           date_part('epoch', ledger.recorded_at) * 1000 AS "recordedMs",
           date_part('epoch', ledger.valid_until) * 1000 AS "validUntilMs",
           ledger.language, ledger.wording_hash AS "wordingHash", ledger.evidence_commitment AS "evidenceCommitment",
           ledger.message_id AS "messageId", details.evidence, details.evidence_salt AS "evidenceSalt",
           details.wording_id AS "wordingId"
    FROM (
      SELECT * FROM consent.ledger
      WHERE ledger.org_id = ${ctx.orgId} AND ledger.seq > ${page.afterSeq} AND ledger.seq <= ${page.lastSeq}
      ORDER BY ledger.seq
      LIMIT ${page.limit}) ledger
    LEFT JOIN consent.event_details details ON details.org_id = ${ctx.orgId} AND details.event_id = ledger.event_id
    ORDER BY ledger.seq`.execute(ctx.tx);
  return rows;
}

export async function listWordings(ctx: Context): Promise<(HashedWording & { wordingId: string })[]> {
  const { rows } = await sql<HashedWording & { wordingId: string }>`
    SELECT wording_id AS "wordingId", language, version, title, text
    FROM consent.wordings
    WHERE org_id = ${ctx.orgId}
    ORDER BY wording_id
    LIMIT 100000`.execute(ctx.tx);
  return rows;
}

/**
 * The first state that is not the fold of its events up to `lastSeq`, or events without a state: null where there is no
 * such. States of newer events are left for the next time. The same fold as in ledger-fold.rules.ts: the last event of an
 * address and type says all but what was before a request.
 */
export async function findFoldFault(ctx: Context, lastSeq: number): Promise<{ seq: number | null } | undefined> {
  const query = sql<{ seq: number | null }>`
    WITH placed AS (
      SELECT subject_id, type_id, seq, event_id, kind, state_after, valid_until, occurred_at, recorded_at,
        lead(seq) OVER place IS NULL AS is_last,
        max(seq) FILTER (WHERE kind = 'requested') OVER place AS requested_seq,
        count(*) FILTER (WHERE kind = 'requested') OVER place AS requests,
        max(seq) FILTER (WHERE kind <> 'requested') OVER place AS decided_seq
      FROM consent.ledger
      WHERE org_id = ${ctx.orgId} AND seq <= ${lastSeq} AND type_id IS NOT NULL AND state_after IS NOT NULL
      WINDOW place AS (PARTITION BY subject_id, type_id ORDER BY seq ROWS UNBOUNDED PRECEDING)
    ), folded AS (
      SELECT subject_id, type_id, event_id, state_after, valid_until,
        CASE WHEN kind <> 'requested' THEN 0 WHEN decided_seq IS NULL THEN requests ELSE (
          SELECT count(*) FROM consent.ledger request
          WHERE request.org_id = ${ctx.orgId} AND request.subject_id = placed.subject_id AND request.type_id = placed.type_id
            AND request.seq > placed.decided_seq AND request.seq <= placed.seq AND request.state_after IS NOT NULL) END AS unanswered,
        CASE WHEN kind <> 'requested' THEN occurred_at WHEN decided_seq IS NOT NULL THEN (
          SELECT ledger.occurred_at FROM consent.ledger
          WHERE ledger.org_id = ${ctx.orgId} AND ledger.seq = placed.decided_seq) END AS decided_at,
        CASE WHEN kind = 'requested' THEN recorded_at WHEN requested_seq IS NOT NULL THEN (
          SELECT ledger.recorded_at FROM consent.ledger
          WHERE ledger.org_id = ${ctx.orgId} AND ledger.seq = placed.requested_seq) END AS last_requested_at
      FROM placed WHERE is_last
    ), held AS (
      SELECT locks.subject_id, states.*
      FROM consent.current states
      JOIN consent.address_locks locks ON locks.org_id = states.org_id AND locks.address_id = states.address_id
      WHERE states.org_id = ${ctx.orgId}
    ), wrong AS (
      SELECT (
        SELECT ledger.seq FROM consent.ledger
        WHERE ledger.org_id = ${ctx.orgId} AND ledger.event_id = held.event_id) AS seq
      FROM held FULL JOIN folded ON folded.subject_id = held.subject_id AND folded.type_id = held.type_id
      WHERE (held.event_id, held.state, held.valid_until, held.requests_unanswered, held.decided_at, held.last_requested_at)
        IS DISTINCT FROM (folded.event_id, folded.state_after, folded.valid_until, folded.unanswered, folded.decided_at,
          folded.last_requested_at))
    SELECT seq FROM wrong WHERE seq IS NULL OR seq <= ${lastSeq} ORDER BY seq LIMIT 1`;
  const { rows } = await planForMany(ctx.tx, () => query.execute(ctx.tx));
  return rows[0];
}
