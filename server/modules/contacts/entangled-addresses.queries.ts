import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../platform/context.ts";

export interface NewLink {
  contactId: string;
  addressId: string;
}

/**
 * Marks what became ambiguous with these links: an address that several contacts have, and each address of a kind of which
 * a contact has several. Each statement reads the organisation's rows at most once, also where the database has never
 * counted them: looked up one by one, each address could cost as much as all of them.
 */
export async function markEntangled(ctx: Context, links: NewLink[]): Promise<void> {
  const contactIds = [...new Set(links.map((link) => link.contactId))];
  const addressIds = [...new Set(links.map((link) => link.addressId))];
  const shared = await listSeveral(ctx, sql`address_id = ANY(${addressIds}::uuid[])`, sql`address_id`);
  const ambiguous = await listSeveral(ctx, sql`contact_id = ANY(${contactIds}::uuid[])`, sql`contact_id, kind`);
  const marked = [...shared, ...ambiguous];
  if (marked.length > 0) await mark(ctx, marked);
}

/** The links among these of which there are several with the same `key`. */
async function listSeveral(ctx: Context, among: RawBuilder<unknown>, key: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ contactAddressId: string }>`
    SELECT unnest(array_agg(contact_address_id)) AS "contactAddressId" FROM contacts.contact_addresses
    WHERE org_id = ${ctx.orgId} AND ${among} AND removed_at IS NULL
    GROUP BY ${key} HAVING count(*) > 1`.execute(ctx.tx);
  return rows.map(({ contactAddressId }) => contactAddressId);
}

async function mark(ctx: Context, contactAddressIds: string[]): Promise<void> {
  await sql`
    UPDATE contacts.contact_addresses SET is_entangled = true
    WHERE org_id = ${ctx.orgId} AND contact_address_id = ANY(${contactAddressIds}::uuid[])
      AND NOT is_entangled`.execute(ctx.tx);
}
