import { sql } from "kysely";
import type { ConsentSource, ConsentStatus, LedgerEvent } from "../../../../contracts/consent.ts";
import type { Context } from "../../../platform/context.ts";

export interface ConsentCursor {
  addressId: string;
  typeId: string;
}

export interface CurrentConsentRow extends ConsentCursor {
  kind: string;
  address: string;
  typeCode: string;
  typeTitle: string;
  status: ConsentStatus;
  since: Date | null;
  validUntil: Date | null;
  source: ConsentSource | null;
  evidence: string | null;
  wording: string | null;
}

/** A page of the states of everybody who is a contact now, after a place. */
export async function listCurrentConsents(
  ctx: Context,
  after: ConsentCursor | null,
  limit: number,
): Promise<CurrentConsentRow[]> {
  const { rows } = await sql<CurrentConsentRow>`
    SELECT c.address_id AS "addressId", c.type_id AS "typeId", book.kind, book.value AS address, types.code AS "typeCode",
           types.title AS "typeTitle",
           CASE WHEN c.state = 'accepted' AND c.valid_until <= platform.current_time() THEN 'expired' ELSE c.state END AS status,
           c.decided_at AS since, c.valid_until AS "validUntil", ledger.source, details.evidence,
           wordings.title || '. ' || wordings.text AS wording
    FROM consent.current c
    JOIN consent.types ON types.org_id = c.org_id AND types.type_id = c.type_id
    JOIN LATERAL (
      SELECT address_book.kind, address_book.value FROM contacts.address_book
      WHERE address_book.org_id = c.org_id AND address_book.address_id = c.address_id
      LIMIT 1) book ON true
    LEFT JOIN consent.ledger ON ledger.org_id = c.org_id AND ledger.event_id = c.event_id
    LEFT JOIN consent.event_details details ON details.org_id = c.org_id AND details.event_id = c.event_id
    LEFT JOIN consent.wordings ON wordings.org_id = details.org_id AND wordings.wording_id = details.wording_id
    WHERE c.org_id = ${ctx.orgId}
      AND (${after?.addressId ?? null}::uuid IS NULL
        OR (c.address_id, c.type_id) > (${after?.addressId ?? null}::uuid, ${after?.typeId ?? null}::uuid))
    ORDER BY c.address_id, c.type_id
    LIMIT ${limit}`.execute(ctx.tx);
  return rows;
}

export interface PastEventRow {
  seq: number;
  kind: string | null;
  address: string | null;
  typeCode: string | null;
  event: LedgerEvent;
  actor: string;
  source: ConsentSource;
  occurredAt: Date;
  recordedAt: Date;
  validUntil: Date | null;
  evidence: string | null;
  wording: string | null;
}

/** A page of everything that happened, after a number; without addresses that were erased. */
export async function listPastEvents(ctx: Context, afterSeq: number, limit: number): Promise<PastEventRow[]> {
  const { rows } = await sql<PastEventRow>`
    SELECT ledger.seq, book.kind, book.value AS address, types.code AS "typeCode", ledger.kind AS event, ledger.actor,
           ledger.source, ledger.occurred_at AS "occurredAt", ledger.recorded_at AS "recordedAt",
           ledger.valid_until AS "validUntil", details.evidence, wordings.title || '. ' || wordings.text AS wording
    FROM consent.ledger
    JOIN consent.address_locks locks ON locks.org_id = ledger.org_id AND locks.subject_id = ledger.subject_id
    LEFT JOIN consent.types ON types.org_id = ledger.org_id AND types.type_id = ledger.type_id
    LEFT JOIN LATERAL (
      SELECT address_book.kind, address_book.value FROM contacts.address_book
      WHERE address_book.org_id = ledger.org_id AND address_book.address_id = locks.address_id
      LIMIT 1) book ON true
    LEFT JOIN consent.event_details details ON details.org_id = ledger.org_id AND details.event_id = ledger.event_id
    LEFT JOIN consent.wordings ON wordings.org_id = details.org_id AND wordings.wording_id = details.wording_id
    WHERE ledger.org_id = ${ctx.orgId} AND ledger.seq > ${afterSeq}
    ORDER BY ledger.seq
    LIMIT ${limit}`.execute(ctx.tx);
  return rows;
}

export interface SuppressedRow {
  addressId: string;
  email: string;
  reason: "unsubscribed" | "bounced" | "complained" | "blocked";
  at: Date | null;
}

/** E-mails that must get no mailing, after an id: a no to the main mailing type, or a block. */
export async function listSuppressedMails(
  ctx: Context,
  { mainTypeId, after, limit }: { mainTypeId: string; after: string | null; limit: number },
): Promise<SuppressedRow[]> {
  const { rows } = await sql<SuppressedRow>`
    SELECT locks.address_id AS "addressId", book.value AS email,
           CASE WHEN block.complained THEN 'complained' WHEN block.bounced THEN 'bounced'
                WHEN block.since IS NOT NULL THEN 'blocked' ELSE 'unsubscribed' END AS reason,
           coalesce(block.since, c.decided_at) AS at
    FROM consent.address_locks locks
    JOIN LATERAL (
      SELECT address_book.value FROM contacts.address_book
      WHERE address_book.org_id = locks.org_id AND address_book.address_id = locks.address_id
        AND address_book.kind = 'email'
      LIMIT 1) book ON true
    LEFT JOIN consent.current c
      ON c.org_id = locks.org_id AND c.address_id = locks.address_id AND c.type_id = ${mainTypeId}
      AND c.state IN ('refused', 'withdrawn')
    LEFT JOIN LATERAL (
      SELECT min(started_at) AS since, bool_or(kind = 'complaint') AS complained, bool_or(kind = 'hard-bounce') AS bounced
      FROM consent.suppressions
      WHERE suppressions.org_id = locks.org_id AND suppressions.address_id = locks.address_id
        AND suppressions.ended_at IS NULL) block ON true
    WHERE locks.org_id = ${ctx.orgId} AND (${after}::uuid IS NULL OR locks.address_id > ${after}::uuid)
      AND (c.address_id IS NOT NULL OR block.since IS NOT NULL)
    ORDER BY locks.address_id
    LIMIT ${limit}`.execute(ctx.tx);
  return rows;
}

/** People who were erased, or never were contacts, and must get nothing when they come: their hashes leave nowhere. */
export async function countRememberedRows(ctx: Context): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(DISTINCT address_hash) AS count FROM consent.erased_refusals
    WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows[0]?.count ?? 0;
}
