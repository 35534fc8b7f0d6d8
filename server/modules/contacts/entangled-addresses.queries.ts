import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { listAddressRows } from "./addresses.queries.ts";

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
  const shared = await listSharedLinks(ctx, addressIds);
  const several = await listLinksOfSeveral(ctx, contactIds);
  const addresses = await listAddressRows(ctx, [...new Set(several.map(({ addressId }) => addressId))]);
  const kinds = new Map(addresses.map(({ addressId, kind }) => [addressId, kind]));
  const perKind = Map.groupBy(several, ({ contactId, addressId }) => `${contactId} ${kinds.get(addressId)}`);
  const ambiguous = [...perKind.values()].filter((ofOneKind) => ofOneKind.length > 1).flat();
  const marked = [...shared, ...ambiguous].map(({ contactAddressId }) => contactAddressId);
  if (marked.length > 0) await mark(ctx, marked);
}

async function listSharedLinks(ctx: Context, addressIds: string[]): Promise<{ contactAddressId: string }[]> {
  const { rows } = await sql<{ contactAddressId: string }>`
    SELECT unnest(array_agg(contact_address_id)) AS "contactAddressId" FROM contacts.contact_addresses
    WHERE org_id = ${ctx.orgId} AND address_id = ANY(${addressIds}::uuid[]) AND removed_at IS NULL
    GROUP BY address_id HAVING count(*) > 1`.execute(ctx.tx);
  return rows;
}

interface HeldLink extends NewLink {
  contactAddressId: string;
}

async function listLinksOfSeveral(ctx: Context, contactIds: string[]): Promise<HeldLink[]> {
  const { rows } = await sql<{ contactId: string; contactAddressIds: string[]; addressIds: string[] }>`
    SELECT contact_id AS "contactId", array_agg(contact_address_id ORDER BY contact_address_id) AS "contactAddressIds",
      array_agg(address_id ORDER BY contact_address_id) AS "addressIds"
    FROM contacts.contact_addresses
    WHERE org_id = ${ctx.orgId} AND contact_id = ANY(${contactIds}::uuid[]) AND removed_at IS NULL
    GROUP BY contact_id HAVING count(*) > 1`.execute(ctx.tx);
  return rows.flatMap(({ contactId, contactAddressIds, addressIds }) =>
    addressIds.map((addressId, index) => ({
      contactId,
      addressId,
      contactAddressId: contactAddressIds[index] ?? "",
    })),
  );
}

async function mark(ctx: Context, contactAddressIds: string[]): Promise<void> {
  await sql`
    UPDATE contacts.contact_addresses SET is_entangled = true
    WHERE org_id = ${ctx.orgId} AND contact_address_id = ANY(${contactAddressIds}::uuid[])
      AND NOT is_entangled`.execute(ctx.tx);
}
