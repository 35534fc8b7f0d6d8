import { sql } from "kysely";
import type { ConsentState } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";

export interface CurrentRow {
  addressId: string;
  typeId: string;
  state: ConsentState;
  eventId: string;
  grantEventId: string | null;
  decidedAt: Date | null;
  validUntil: Date | null;
  lastRequestedAt: Date | null;
  requestsUnanswered: number;
}

const columns = sql`
  address_id AS "addressId", type_id AS "typeId", state, event_id AS "eventId", grant_event_id AS "grantEventId",
  decided_at AS "decidedAt", valid_until AS "validUntil", last_requested_at AS "lastRequestedAt",
  requests_unanswered AS "requestsUnanswered"`;

/** At most one row per address and type; whoever decides on it holds the lock of the address. */
export async function listCurrentRows(ctx: Context, addressIds: string[]): Promise<CurrentRow[]> {
  const { rows } = await sql<CurrentRow>`
    SELECT ${columns}
    FROM consent.current
    WHERE org_id = ${ctx.orgId} AND address_id = ANY(${addressIds}::uuid[])
    ORDER BY address_id, type_id
    LIMIT 100000`.execute(ctx.tx);
  return rows;
}

export interface CurrentChange {
  addressId: string;
  typeId: string;
  state: ConsentState;
  eventId: string;
  grantEventId: string | null;
  decidedAt: string | null;
  validUntil: string | null;
  lastRequestedAt: string | null;
  requestsUnanswered: number;
}

const changes = (rows: CurrentChange[]) => sql`
  jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS c
    ("addressId" uuid, "typeId" uuid, state text, "eventId" uuid, "grantEventId" uuid, "decidedAt" timestamptz,
     "validUntil" timestamptz, "lastRequestedAt" timestamptz, "requestsUnanswered" integer)`;

export async function insertCurrentRows(ctx: Context, rows: CurrentChange[]): Promise<void> {
  await sql`
    INSERT INTO consent.current
      (org_id, address_id, type_id, state, event_id, grant_event_id, decided_at, valid_until, last_requested_at,
       requests_unanswered)
    SELECT ${ctx.orgId}::uuid, c."addressId", c."typeId", c.state, c."eventId", c."grantEventId", c."decidedAt",
           c."validUntil", c."lastRequestedAt", c."requestsUnanswered"
    FROM ${changes(rows)}`.execute(ctx.tx);
}

export async function updateCurrentRows(ctx: Context, rows: CurrentChange[]): Promise<void> {
  await sql`
    UPDATE consent.current SET
      state = c.state, event_id = c."eventId", grant_event_id = c."grantEventId", decided_at = c."decidedAt",
      valid_until = c."validUntil", last_requested_at = c."lastRequestedAt",
      requests_unanswered = c."requestsUnanswered"
    FROM ${changes(rows)}
    WHERE current.org_id = ${ctx.orgId} AND current.address_id = c."addressId" AND current.type_id = c."typeId"`.execute(
    ctx.tx,
  );
}

export interface Leaving {
  addressId: string;
  contactId: string;
}

/** Consents in force of which no holder at the time, but for those who leave, still has the address. */
export async function listAbandonedGrants(ctx: Context, leaving: Leaving[]): Promise<CurrentRow[]> {
  const { rows } = await sql<CurrentRow>`
    WITH leaving AS (
      SELECT DISTINCT l."addressId" AS address_id, l."contactId" AS contact_id
      FROM jsonb_to_recordset(${JSON.stringify(leaving)}::jsonb) AS l ("addressId" uuid, "contactId" uuid)
    )
    SELECT ${columns}
    FROM consent.current
    WHERE org_id = ${ctx.orgId} AND address_id IN (SELECT leaving.address_id FROM leaving) AND state = 'accepted'
      AND NOT EXISTS (
        SELECT 1
        FROM consent.grant_holders holders
        JOIN contacts.address_book book
          ON book.org_id = holders.org_id AND book.contact_id = holders.contact_id
        WHERE holders.org_id = consent.current.org_id AND holders.event_id = consent.current.grant_event_id
          AND book.address_id = consent.current.address_id
          AND NOT EXISTS (
            SELECT 1 FROM leaving
            WHERE leaving.address_id = book.address_id AND leaving.contact_id = book.contact_id))
    ORDER BY address_id, type_id
    LIMIT 100000`.execute(ctx.tx);
  return rows;
}
