import { type RawBuilder, sql } from "kysely";
import type { Standing } from "../../../../contracts/consent-standing.ts";
import type { Context } from "../../../platform/context.ts";

export interface StandingFilter {
  typeId: string;
  status: Standing;
  search: string | null;
}

export interface StandingRow {
  addressId: string;
  value: string;
  contactId: string;
  displayName: string;
  since: Date | null;
  validUntil: Date | null;
}

/** Addresses that somebody still has, each once, under the contact who has had it longest. */
function found(ctx: Context, { typeId, status, search }: StandingFilter): RawBuilder<unknown> {
  const pattern = search === null ? null : `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`
    FROM consent.current
    CROSS JOIN LATERAL (
      SELECT book.value, book.contact_id, directory.display_name
      FROM contacts.address_book book
      JOIN contacts.contact_directory directory
        ON directory.org_id = book.org_id AND directory.contact_id = book.contact_id
      WHERE book.org_id = current.org_id AND book.address_id = current.address_id
        AND (${pattern}::text IS NULL OR book.value ILIKE ${pattern}::text OR directory.display_name ILIKE ${pattern}::text)
      ORDER BY book.added_at, book.contact_id
      LIMIT 1
    ) holder
    WHERE current.org_id = ${ctx.orgId} AND current.type_id = ${typeId} AND ${isStanding(status)}`;
}

function isStanding(status: Standing): RawBuilder<unknown> {
  if (status === "expired") {
    return sql`current.state = 'accepted' AND current.valid_until <= platform.current_time()`;
  }
  if (status === "accepted") {
    return sql`current.state = 'accepted'
      AND (current.valid_until IS NULL OR current.valid_until > platform.current_time())`;
  }
  return sql`current.state = ${status}`;
}

export async function listStandingRows(
  ctx: Context,
  filter: StandingFilter & { after: string | null; limit: number },
): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    SELECT current.address_id AS "addressId", holder.value, holder.contact_id AS "contactId",
           holder.display_name AS "displayName", coalesce(current.decided_at, current.last_requested_at) AS since,
           current.valid_until AS "validUntil"
    ${found(ctx, filter)} AND (${filter.after}::uuid IS NULL OR current.address_id > ${filter.after}::uuid)
    ORDER BY current.address_id
    LIMIT ${filter.limit}`.execute(ctx.tx);
  return rows;
}

export async function countStandingRows(ctx: Context, filter: StandingFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`SELECT count(*) AS total ${found(ctx, filter)}`.execute(ctx.tx);
  return rows[0]?.total ?? 0;
}
