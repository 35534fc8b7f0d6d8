import { type RawBuilder, sql } from "kysely";
import type { ExpiryForecast, ExpiryListQuery, ExpiryWindow } from "../../../../contracts/consent-expiry.ts";
import type { Context } from "../../../platform/context.ts";
import type { MomentCursor } from "../../../platform/cursors.ts";
import { permissionReasonSql } from "../permission.queries.ts";

export async function countExpiries(ctx: Context): Promise<ExpiryForecast["items"]> {
  const { rows } = await sql<ExpiryForecast["items"][number]>`
    SELECT types.type_id AS "typeId", types.title, types.allows_mass AS "allowsMass",
           count(*) FILTER (WHERE current.address_id IS NOT NULL
             AND (current.valid_until IS NULL OR current.valid_until > now.at)) AS accepted,
           count(*) FILTER (WHERE current.address_id IS NOT NULL AND current.valid_until IS NULL) AS endless,
           count(*) FILTER (WHERE current.valid_until <= now.at) AS expired,
           count(*) FILTER (WHERE current.valid_until > now.at AND current.valid_until <= now.at + interval '30 days')
             AS within30,
           count(*) FILTER (WHERE current.valid_until > now.at AND current.valid_until <= now.at + interval '90 days')
             AS within90,
           count(*) FILTER (WHERE current.valid_until > now.at AND current.valid_until <= now.at + interval '365 days')
             AS within365
    FROM consent.types
    CROSS JOIN (SELECT platform.current_time() AS at) now
    LEFT JOIN consent.current
      ON current.org_id = types.org_id AND current.type_id = types.type_id AND current.state = 'accepted'
    WHERE types.org_id = ${ctx.orgId} AND types.archived_at IS NULL
    GROUP BY types.type_id, types.title, types.allows_mass, types.is_main, types.created_at
    ORDER BY types.is_main DESC, types.created_at, types.type_id
    LIMIT 500`.execute(ctx.tx);
  return rows;
}

/** Which consents a window means, as a condition on `valid_until`. */
function inWindow(column: RawBuilder<unknown>, window: ExpiryWindow): RawBuilder<unknown> {
  if (window === "expired") return sql`${column} <= platform.current_time()`;
  return sql`${column} > platform.current_time()
    AND ${column} <= platform.current_time() + make_interval(days => ${Number(window)}::int)`;
}

export interface ExpiringRow {
  addressId: string;
  value: string;
  kind: "email" | "phone" | "push";
  contactId: string;
  displayName: string;
  validUntil: Date;
  lastRequestedAt: Date | null;
  obstacle: string | null;
}

/** One row for each address, under the contact who has had it longest. */
function found(ctx: Context, query: ExpiryListQuery): RawBuilder<unknown> {
  const permission = permissionReasonSql({ audience: "a", typeId: query.typeId, messageClass: "consent-request" });
  const pattern = query.search ? `%${query.search.replace(/[\\%_]/g, "\\$&")}%` : null;
  return sql`
    SELECT * FROM (
      SELECT a.*, ${permission.reason} AS obstacle
      FROM (
        SELECT DISTINCT ON (current.address_id)
               current.org_id, current.address_id, book.contact_id, book.value, book.kind, directory.display_name,
               current.valid_until, current.last_requested_at
        FROM consent.current
        JOIN contacts.address_book book ON book.org_id = current.org_id AND book.address_id = current.address_id
        JOIN contacts.contact_directory directory
          ON directory.org_id = book.org_id AND directory.contact_id = book.contact_id
        WHERE current.org_id = ${ctx.orgId} AND current.type_id = ${query.typeId} AND current.state = 'accepted'
          AND ${inWindow(sql`current.valid_until`, query.window)}
          AND (${query.kind ?? null}::text IS NULL OR book.kind = ${query.kind ?? null}::text)
          AND (${pattern}::text IS NULL OR book.value ILIKE ${pattern}::text OR directory.display_name ILIKE ${pattern}::text)
        ORDER BY current.address_id, book.added_at, book.contact_id
      ) a
      ${permission.joins}
    ) judged
    WHERE ${askableSql(query.askable)}`;
}

function askableSql(askable: ExpiryListQuery["askable"]): RawBuilder<unknown> {
  if (askable === undefined) return sql`true`;
  return askable === "yes" ? sql`judged.obstacle IS NULL` : sql`judged.obstacle IS NOT NULL`;
}

/** Those that end first come first. */
export async function listExpiringRows(
  ctx: Context,
  query: ExpiryListQuery & { after: MomentCursor | null },
): Promise<ExpiringRow[]> {
  const { after } = query;
  const { rows } = await sql<ExpiringRow>`
    SELECT address_id AS "addressId", value, kind, contact_id AS "contactId", display_name AS "displayName",
           valid_until AS "validUntil", last_requested_at AS "lastRequestedAt", obstacle
    FROM (${found(ctx, query)}) expiring
    WHERE ${after?.at ?? null}::timestamptz IS NULL
       OR (valid_until, address_id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid)
    ORDER BY valid_until, address_id
    LIMIT ${query.limit}`.execute(ctx.tx);
  return rows;
}

export async function countExpiring(ctx: Context, query: ExpiryListQuery): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM (${found(ctx, query)}) expiring`.execute(ctx.tx);
  return rows[0]?.total ?? 0;
}
