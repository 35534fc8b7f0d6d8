import { sql } from "kysely";
import type { AddressState, HistoryEntry } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";

export type AddressStateRow = Omit<AddressState, "validUntil"> & { validUntil: Date | null };

const statusColumn = sql`
  CASE WHEN state = 'accepted' AND valid_until <= platform.current_time() THEN 'expired' ELSE state END`;

/** One row for each address asked for, also for those that consent has never heard of. */
export async function listAddressStateRows(
  ctx: Context,
  addressIds: string[],
  mainTypeId: string,
): Promise<AddressStateRow[]> {
  const { rows } = await sql<AddressStateRow>`
    WITH statuses AS (
      SELECT address_id, type_id, valid_until, ${statusColumn} AS status
      FROM consent.current
      WHERE org_id = ${ctx.orgId} AND address_id = ANY(${addressIds}::uuid[])
    )
    SELECT wanted.address_id AS "addressId", ${mainTypeId}::uuid AS "mainTypeId",
           coalesce(main.status, 'not-asked') AS status, main.valid_until AS "validUntil",
           EXISTS (
             SELECT 1 FROM statuses other
             JOIN consent.types ON types.org_id = ${ctx.orgId} AND types.type_id = other.type_id
             WHERE other.address_id = wanted.address_id AND other.type_id <> ${mainTypeId}
               AND other.status NOT IN ('not-asked', coalesce(main.status, 'not-asked'))
               AND types.archived_at IS NULL) AS "othersDiffer",
           EXISTS (
             SELECT 1 FROM consent.suppressions
             WHERE suppressions.org_id = ${ctx.orgId} AND suppressions.address_id = wanted.address_id
               AND suppressions.ended_at IS NULL) AS "isSuppressed"
    FROM unnest(${addressIds}::uuid[]) WITH ORDINALITY AS wanted (address_id, position)
    LEFT JOIN statuses main ON main.address_id = wanted.address_id AND main.type_id = ${mainTypeId}
    ORDER BY wanted.position
    LIMIT ${addressIds.length}`.execute(ctx.tx);
  return rows;
}

export type HistoryRow = Omit<HistoryEntry, "occurredAt" | "recordedAt" | "validUntil" | "evidence" | "note"> & {
  occurredAt: Date;
  recordedAt: Date;
  validUntil: Date | null;
  evidence: string | null;
};

/** Newest first, below `before`. */
export async function listHistoryRows(
  ctx: Context,
  wanted: { addressId: string; before: number | null; limit: number },
): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    SELECT ledger.event_id AS "eventId", ledger.seq, ledger.kind, ledger.type_id AS "typeId",
           types.title AS "typeTitle", ledger.state_after AS "statusAfter", ledger.actor,
           coalesce(details.actor_name, CASE WHEN ledger.actor = 'system' THEN ledger.actor_ref END) AS "actorName",
           ledger.source, ledger.occurred_at AS "occurredAt", ledger.recorded_at AS "recordedAt",
           ledger.valid_until AS "validUntil", ledger.language, wordings.title AS "wordingTitle",
           wordings.text AS "wordingText", wordings.version AS "wordingVersion", details.evidence,
           ledger.message_id AS "messageId"
    FROM consent.address_locks locks
    JOIN consent.ledger ON ledger.org_id = locks.org_id AND ledger.subject_id = locks.subject_id
    LEFT JOIN consent.types ON types.org_id = ledger.org_id AND types.type_id = ledger.type_id
    LEFT JOIN consent.event_details details
      ON details.org_id = ledger.org_id AND details.event_id = ledger.event_id
    LEFT JOIN consent.wordings ON wordings.org_id = details.org_id AND wordings.wording_id = details.wording_id
    WHERE locks.org_id = ${ctx.orgId} AND locks.address_id = ${wanted.addressId}
      AND (${wanted.before}::bigint IS NULL OR ledger.seq < ${wanted.before}::bigint)
    ORDER BY ledger.seq DESC
    LIMIT ${wanted.limit}`.execute(ctx.tx);
  return rows;
}
