import { sql } from "kysely";
import type { Language } from "../../../../contracts/languages.ts";
import type { Context } from "../../../platform/context.ts";

export interface LinkRequestRow {
  requestId: string;
  addressHash: string;
  typed: string;
  language: Language;
}

/** How often this address, and the organisation as a whole, was asked for in the last hour. */
export async function countLinkRequests(
  ctx: Context,
  addressHash: string,
): Promise<{ ofAddress: number; ofOrganisation: number }> {
  const { rows } = await sql<{ ofAddress: number; ofOrganisation: number }>`
    SELECT count(*) FILTER (WHERE address_hash = ${addressHash}) AS "ofAddress", count(*) AS "ofOrganisation"
    FROM consent.link_requests
    WHERE org_id = ${ctx.orgId} AND requested_at > platform.current_time() - interval '1 hour'`.execute(ctx.tx);
  return rows[0] ?? { ofAddress: 0, ofOrganisation: 0 };
}

export async function insertLinkRequest(ctx: Context, row: LinkRequestRow): Promise<void> {
  await sql`
    INSERT INTO consent.link_requests (org_id, request_id, address_hash, typed, language, requested_at)
    VALUES (${ctx.orgId}, ${row.requestId}, ${row.addressHash}, ${row.typed}, ${row.language},
      platform.current_time())`.execute(ctx.tx);
}

/** What was typed, once: it is forgotten with this. */
export async function takeLinkRequest(
  ctx: Context,
  requestId: string,
): Promise<{ typed: string; language: Language } | undefined> {
  const { rows } = await sql<{ typed: string | null; language: Language }>`
    WITH asked AS (
      SELECT request_id, typed FROM consent.link_requests
      WHERE org_id = ${ctx.orgId} AND request_id = ${requestId}
      FOR UPDATE)
    UPDATE consent.link_requests request SET typed = NULL
    FROM asked
    WHERE request.org_id = ${ctx.orgId} AND request.request_id = asked.request_id
    RETURNING asked.typed, request.language`.execute(ctx.tx);
  const [row] = rows;
  return row?.typed == null ? undefined : { typed: row.typed, language: row.language };
}

export async function deleteOldLinkRequests(ctx: Context): Promise<void> {
  await sql`
    DELETE FROM consent.link_requests
    WHERE org_id = ${ctx.orgId} AND requested_at < platform.current_time() - interval '1 day'`.execute(ctx.tx);
}

/** The contact that has had this e-mail for longest. */
export async function findMailbox(
  ctx: Context,
  email: string,
): Promise<{ addressId: string; contactId: string } | undefined> {
  const { rows } = await sql<{ addressId: string; contactId: string }>`
    SELECT address_id AS "addressId", contact_id AS "contactId" FROM contacts.address_book
    WHERE org_id = ${ctx.orgId} AND kind = 'email' AND value = ${email}
    ORDER BY added_at, contact_id
    LIMIT 1`.execute(ctx.tx);
  return rows[0];
}
