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

export interface CommitmentRow {
  firstSeq: number;
  commitment: string;
  salt: string;
  text: string;
}

const commitmentsCursor = sql`commitments_to_verify`;

/** What the ledger says stands for an address, with the address where somebody has it still. */
export async function* listCommitments(ctx: Context, lastSeq: number): AsyncGenerator<CommitmentRow[]> {
  const open = sql`
    DECLARE ${commitmentsCursor} NO SCROLL CURSOR FOR
    SELECT used.first_seq AS "firstSeq", used.commitment, locks.salt, book.kind || ':' || book.value AS text
    FROM (
      SELECT subject_id, commitment, min(seq) AS first_seq
      FROM consent.ledger
      WHERE org_id = ${ctx.orgId} AND seq <= ${lastSeq} AND commitment IS NOT NULL
      GROUP BY subject_id, commitment) used
    JOIN consent.address_locks locks ON locks.org_id = ${ctx.orgId} AND locks.subject_id = used.subject_id
    JOIN (SELECT DISTINCT address_id, kind, value FROM contacts.address_book WHERE org_id = ${ctx.orgId}) book
      ON book.address_id = locks.address_id
    WHERE locks.salt IS NOT NULL`;
  await planForMany(ctx.tx, () => open.execute(ctx.tx));
  for (;;) {
    const { rows } = await sql<CommitmentRow>`FETCH 5000 FROM ${commitmentsCursor}`.execute(ctx.tx);
    if (rows.length === 0) break;
    yield rows;
  }
  await sql`CLOSE ${commitmentsCursor}`.execute(ctx.tx);
}

/**
 * The first state that is not the fold of its events up to `lastSeq`, or events without a state: null where there is no
 * such. States of newer events are left for the next time. The same fold as in ledger-fold.rules.ts.
 */
export async function findFoldFault(ctx: Context, lastSeq: number): Promise<{ seq: number | null } | undefined> {
  const query = sql<{ seq: number | null }>`
    WITH numbered AS (
      SELECT subject_id, type_id, seq, kind, row_number() OVER (PARTITION BY subject_id, type_id ORDER BY seq) AS place
      FROM consent.ledger
      WHERE org_id = ${ctx.orgId} AND seq <= ${lastSeq} AND type_id IS NOT NULL AND state_after IS NOT NULL
    ), folded AS (
      SELECT subject_id, type_id, max(seq) AS last_seq, max(seq) FILTER (WHERE kind <> 'requested') AS decided_seq,
             max(seq) FILTER (WHERE kind = 'requested') AS requested_seq,
             max(place) - coalesce(max(place) FILTER (WHERE kind <> 'requested'), 0) AS unanswered
      FROM numbered GROUP BY subject_id, type_id
    ), held AS (
      SELECT locks.subject_id, states.*, latest.seq AS event_seq, latest.kind, latest.state_after,
             latest.valid_until AS event_valid_until, latest.occurred_at, latest.recorded_at
      FROM consent.current states
      JOIN consent.address_locks locks ON locks.org_id = states.org_id AND locks.address_id = states.address_id
      JOIN consent.ledger latest ON latest.org_id = states.org_id AND latest.event_id = states.event_id
      WHERE states.org_id = ${ctx.orgId}
    )
    SELECT held.event_seq AS seq
    FROM held FULL JOIN folded ON folded.subject_id = held.subject_id AND folded.type_id = held.type_id
    WHERE (held.event_seq IS NULL OR held.event_seq <= ${lastSeq})
      AND (held.event_seq, held.state, held.valid_until, held.requests_unanswered, held.decided_at,
           held.last_requested_at)
        IS DISTINCT FROM (folded.last_seq, held.state_after, held.event_valid_until, folded.unanswered,
          CASE WHEN held.kind = 'requested' THEN (
            SELECT occurred_at FROM consent.ledger WHERE org_id = ${ctx.orgId} AND seq = folded.decided_seq) ELSE held.occurred_at END,
          CASE WHEN held.kind = 'requested' THEN held.recorded_at WHEN folded.requested_seq IS NOT NULL THEN (
            SELECT recorded_at FROM consent.ledger WHERE org_id = ${ctx.orgId} AND seq = folded.requested_seq) END)
    ORDER BY held.event_seq
    LIMIT 1`;
  const { rows } = await planForMany(ctx.tx, () => query.execute(ctx.tx));
  return rows[0];
}
