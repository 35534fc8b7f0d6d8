import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";

/** One event as it is hashed. */
export interface ChainText {
  seq: number;
  prevHash: string;
  hash: string;
  /** As `recordJson` says it, from the columns. Null where that takes more than putting them between quotes. */
  json: string | null;
  evidence: string | null;
  evidenceSalt: string | null;
  evidenceCommitment: string | null;
  wordingId: string | null;
  wordingHash: string | null;
}

const quoted = (column: string) => {
  const named = sql.ref(`ledger.${column}`);
  return sql`coalesce('"' || ${named} || '"', 'null')`;
};
const moment = (column: string) => {
  const named = sql.ref(`ledger.${column}`);
  return sql`coalesce('"' || to_char(${named} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"', 'null')`;
};

/**
 * A page of the ledger in its order. A column with a quote or a backslash could make another record read the same, so that
 * one is left to whoever reads the columns; so is a gap, which says more than its hash.
 */
export async function listChainTexts(
  ctx: Context,
  page: { afterSeq: number; lastSeq: number; limit: number },
): Promise<ChainText[]> {
  const { rows } = await sql<ChainText>`
    SELECT ledger.seq, ledger.prev_hash AS "prevHash", ledger.hash,
      CASE WHEN ledger.kind <> 'gap' AND translate(words.said, '"\\', '') = words.said THEN concat(
        '{"actor":', ${quoted("actor")}, ',"actorRef":', ${quoted("actor_ref")},
        ',"commitment":', ${quoted("commitment")}, ',"eventId":', ${quoted("event_id")},
        ',"evidence":', ${quoted("evidence_commitment")}, ',"kind":', ${quoted("kind")},
        ',"language":', ${quoted("language")}, ',"messageId":', ${quoted("message_id")},
        ',"occurredAt":', ${moment("occurred_at")}, ',"recordedAt":', ${moment("recorded_at")},
        ',"source":', ${quoted("source")}, ',"stateAfter":', ${quoted("state_after")},
        ',"subject":', ${quoted("subject_id")}, ',"type":', ${quoted("type_id")},
        ',"v":1,"validUntil":', ${moment("valid_until")}, ',"wordingHash":', ${quoted("wording_hash")}, '}') END AS json,
      details.evidence, details.evidence_salt AS "evidenceSalt",
      ledger.evidence_commitment AS "evidenceCommitment", details.wording_id AS "wordingId",
      ledger.wording_hash AS "wordingHash"
    FROM (
      SELECT * FROM consent.ledger
      WHERE ledger.org_id = ${ctx.orgId} AND ledger.seq > ${page.afterSeq} AND ledger.seq <= ${page.lastSeq}
      ORDER BY ledger.seq
      LIMIT ${page.limit}) ledger
    CROSS JOIN LATERAL (
      SELECT concat(ledger.actor, ledger.actor_ref, ledger.commitment, ledger.evidence_commitment, ledger.kind,
        ledger.language, ledger.source, ledger.state_after, ledger.wording_hash) AS said) words
    LEFT JOIN consent.event_details details ON details.org_id = ${ctx.orgId} AND details.event_id = ledger.event_id
    ORDER BY ledger.seq`.execute(ctx.tx);
  return rows;
}
