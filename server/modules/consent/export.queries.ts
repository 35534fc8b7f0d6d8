import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { LedgerRow } from "./ledger.queries.ts";

export type ExportRow = Omit<LedgerRow, "occurredAt" | "recordedAt" | "validUntil"> & {
  occurredAt: Date;
  recordedAt: Date;
  validUntil: Date | null;
  addressId: string;
  salt: string | null;
  addressText: string | null;
  actorName: string | null;
  evidence: string | null;
  evidenceSalt: string | null;
  wordingLanguage: string | null;
  wordingVersion: number | null;
  wordingTitle: string | null;
  wordingText: string | null;
};

/** A page of the ledger in its order, with what lies beside it. */
export async function listExportRows(ctx: Context, afterSeq: number, limit: number): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    SELECT ledger.seq, ledger.prev_hash AS "prevHash", ledger.hash, ledger.event_id AS "eventId", ledger.kind,
           ledger.subject_id AS "subjectId", ledger.commitment, ledger.type_id AS "typeId",
           ledger.state_after AS "stateAfter", ledger.actor, ledger.actor_ref AS "actorRef", ledger.source,
           ledger.occurred_at AS "occurredAt", ledger.recorded_at AS "recordedAt", ledger.valid_until AS "validUntil",
           ledger.language, ledger.wording_hash AS "wordingHash", ledger.evidence_commitment AS "evidenceCommitment",
           ledger.message_id AS "messageId", locks.address_id AS "addressId", locks.salt,
           (SELECT book.kind || ':' || book.value FROM contacts.address_book book
            WHERE book.org_id = ledger.org_id AND book.address_id = locks.address_id
            ORDER BY book.contact_id LIMIT 1) AS "addressText",
           details.actor_name AS "actorName", details.evidence, details.evidence_salt AS "evidenceSalt",
           wordings.language AS "wordingLanguage", wordings.version AS "wordingVersion",
           wordings.title AS "wordingTitle", wordings.text AS "wordingText"
    FROM consent.ledger
    JOIN consent.address_locks locks ON locks.org_id = ledger.org_id AND locks.subject_id = ledger.subject_id
    LEFT JOIN consent.event_details details ON details.org_id = ledger.org_id AND details.event_id = ledger.event_id
    LEFT JOIN consent.wordings ON wordings.org_id = details.org_id AND wordings.wording_id = details.wording_id
    WHERE ledger.org_id = ${ctx.orgId} AND ledger.seq > ${afterSeq}
    ORDER BY ledger.seq
    LIMIT ${limit}`.execute(ctx.tx);
  return rows;
}
