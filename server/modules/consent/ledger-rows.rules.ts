import type { CurrentRow } from "./current.queries.ts";
import type { LedgerRow } from "./ledger.queries.ts";
import type { ConsentFold } from "./ledger-fold.rules.ts";
import type { LedgerRecord } from "./ledger-record.rules.ts";

/** What may lie beside an event as its evidence. Erased with the person; the ledger keeps a salted commitment to it. */
export interface Evidence {
  document?: string | undefined;
  note?: string | undefined;
  /** Shortened: enough to tell a household from a data centre. */
  ip?: string | undefined;
  userAgent?: string | undefined;
  reason?: string | undefined;
  reasonId?: string | undefined;
  statedBy?: string | undefined;
  importId?: string | undefined;
  origin?: string | undefined;
  /** Of a `gap`: the events after the first and up to the last of these numbers were lost with a restore. */
  lostAfter?: number | undefined;
  lostUpTo?: number | undefined;
  lostHash?: string | undefined;
}

type StoredRecord = Omit<LedgerRow, "seq" | "prevHash" | "hash">;

/** One event as the columns of a row, and back: the verifier hashes what the columns say, not a copy of it. */
export const recordOf = {
  toRow: (record: LedgerRecord): StoredRecord => ({
    eventId: record.eventId,
    kind: record.kind,
    subjectId: record.subject,
    commitment: record.commitment,
    typeId: record.type,
    stateAfter: record.stateAfter,
    actor: record.actor,
    actorRef: record.actorRef,
    source: record.source,
    occurredAt: record.occurredAt,
    recordedAt: record.recordedAt,
    validUntil: record.validUntil,
    language: record.language,
    wordingHash: record.wordingHash,
    evidenceCommitment: record.evidence,
    messageId: record.messageId,
  }),
  fromRow: (row: StoredRecord): LedgerRecord => ({
    v: 1,
    eventId: row.eventId,
    kind: row.kind,
    subject: row.subjectId,
    commitment: row.commitment,
    type: row.typeId,
    stateAfter: row.stateAfter,
    actor: row.actor,
    actorRef: row.actorRef,
    source: row.source,
    occurredAt: row.occurredAt,
    recordedAt: row.recordedAt,
    validUntil: row.validUntil,
    language: row.language,
    wordingHash: row.wordingHash,
    evidence: row.evidenceCommitment,
    messageId: row.messageId,
  }),
};

/** A row of `consent.current` as the fold that it is. */
export function foldOf(row: CurrentRow): ConsentFold & { grantEventId: string | null } {
  const { state, eventId, grantEventId, requestsUnanswered } = row;
  return {
    state,
    eventId,
    grantEventId,
    requestsUnanswered,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    validUntil: row.validUntil?.toISOString() ?? null,
    lastRequestedAt: row.lastRequestedAt?.toISOString() ?? null,
  };
}
