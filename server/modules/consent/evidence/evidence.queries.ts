import { sql } from "kysely";
import type { LedgerEvent } from "../../../../contracts/consent.ts";
import type { Context } from "../../../platform/context.ts";

export interface EventPlace {
  addressId: string;
  seq: number;
  hash: string;
  nextEventId: string | null;
  nextKind: LedgerEvent | null;
  nextAt: Date | null;
}

/** Where an event stands in the chain, and which event changed the same address and type after it. */
export async function findEventPlace(ctx: Context, eventId: string): Promise<EventPlace | undefined> {
  const { rows } = await sql<EventPlace>`
    SELECT locks.address_id AS "addressId", event.seq, event.hash, next.event_id AS "nextEventId",
           next.kind AS "nextKind", next.recorded_at AS "nextAt"
    FROM consent.ledger event
    JOIN consent.address_locks locks ON locks.org_id = event.org_id AND locks.subject_id = event.subject_id
    LEFT JOIN LATERAL (
      SELECT later.event_id, later.kind, later.recorded_at FROM consent.ledger later
      WHERE later.org_id = event.org_id AND later.subject_id = event.subject_id AND later.type_id = event.type_id
        AND later.seq > event.seq AND later.state_after IS NOT NULL
      ORDER BY later.seq
      LIMIT 1) next ON true
    WHERE event.org_id = ${ctx.orgId} AND event.event_id = ${eventId}`.execute(ctx.tx);
  return rows[0];
}

/** In the order of the chain. */
export async function listSeqsOfAddress(ctx: Context, addressId: string): Promise<number[]> {
  const { rows } = await sql<{ seq: number }>`
    SELECT ledger.seq
    FROM consent.address_locks locks
    JOIN consent.ledger ON ledger.org_id = locks.org_id AND ledger.subject_id = locks.subject_id
    WHERE locks.org_id = ${ctx.orgId} AND locks.address_id = ${addressId}
    ORDER BY ledger.seq
    LIMIT 2000`.execute(ctx.tx);
  return rows.map((row) => row.seq);
}

export interface BlockRow {
  isDead: boolean;
  startedAt: Date;
  endedAt: Date | null;
}

/** The blocks of an address that stood at some moment of this time. */
export async function listBlocksBetween(
  ctx: Context,
  { addressId, from, to }: { addressId: string; from: Date; to: Date },
): Promise<BlockRow[]> {
  const { rows } = await sql<BlockRow>`
    SELECT kind = 'hard-bounce' AS "isDead", started_at AS "startedAt", ended_at AS "endedAt"
    FROM consent.suppressions
    WHERE org_id = ${ctx.orgId} AND address_id = ${addressId} AND started_at < ${to}
      AND (ended_at IS NULL OR ended_at > ${from})
    ORDER BY started_at, suppression_id
    LIMIT 500`.execute(ctx.tx);
  return rows;
}
