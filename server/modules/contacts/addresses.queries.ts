import { sql } from "kysely";
import type { AddressKind } from "../../../contracts/contacts.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";

export interface AddressRow {
  addressId: string;
  kind: AddressKind;
  value: string;
}

/** Makes the rows that are missing. Sorted, so that two writers of the same addresses wait instead of dying together. */
export async function insertMissingAddresses(ctx: Context, addresses: AddressRow[]): Promise<void> {
  await sql`
    INSERT INTO contacts.addresses (org_id, address_id, kind, value)
    SELECT ${ctx.orgId}, address_id, kind, value
    FROM unnest(
      ${addresses.map((one) => one.addressId)}::uuid[],
      ${addresses.map((one) => one.kind)}::text[],
      ${addresses.map((one) => one.value)}::text[]) AS given (address_id, kind, value)
    ORDER BY kind, value COLLATE "C"
    ON CONFLICT (org_id, kind, value) DO NOTHING`.execute(ctx.tx);
}

/** Held against erasure until the commit. */
export async function shareAddresses(ctx: Context, kind: AddressKind, values: string[]): Promise<AddressRow[]> {
  const { rows } = await sql<AddressRow>`
    SELECT address_id AS "addressId", kind, value FROM contacts.addresses
    WHERE org_id = ${ctx.orgId} AND kind = ${kind} AND value = ANY(${values}::text[])
    ORDER BY address_id LIMIT ${values.length}
    FOR SHARE`.execute(ctx.tx);
  return rows;
}

export interface ContactAddressRow {
  contactAddressId: string;
  contactId: string;
  addressId: string;
  kind: AddressKind;
  value: string;
  typed: string;
  label: string;
  position: number;
  isValid: boolean;
}

/** The current addresses of these contacts, each contact's in their order. */
export async function listContactAddresses(ctx: Context, contactIds: string[]): Promise<ContactAddressRow[]> {
  const { rows } = await sql<ContactAddressRow>`
    SELECT link.contact_address_id AS "contactAddressId", wanted.contact_id AS "contactId",
      link.address_id AS "addressId", address.kind, address.value, link.typed, link.label, link.position,
      address.is_valid AS "isValid"
    FROM unnest(${contactIds}::uuid[]) AS wanted (contact_id)
    CROSS JOIN LATERAL (
      SELECT contact_address_id, address_id, typed, label, position FROM contacts.contact_addresses
      WHERE org_id = ${ctx.orgId} AND contact_id = wanted.contact_id AND removed_at IS NULL LIMIT 1000) link
    CROSS JOIN LATERAL (
      SELECT kind, value, is_valid FROM contacts.addresses
      WHERE org_id = ${ctx.orgId} AND address_id = link.address_id AND erased_at IS NULL LIMIT 1) address
    ORDER BY wanted.contact_id, address.kind, link.position, link.contact_address_id
    LIMIT ${contactIds.length * 100}`.execute(ctx.tx);
  return rows;
}

export async function markAddressesRemoved(ctx: Context, contactAddressIds: string[]): Promise<void> {
  await sql`
    UPDATE contacts.contact_addresses SET removed_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND contact_address_id = ANY(${contactAddressIds}::uuid[]) AND removed_at IS NULL`.execute(
    ctx.tx,
  );
}

export async function updateContactAddress(
  ctx: Context,
  contactAddressId: string,
  change: { label: string; position: number },
): Promise<void> {
  await sql`
    UPDATE contacts.contact_addresses SET label = ${change.label}, position = ${change.position}
    WHERE org_id = ${ctx.orgId} AND contact_address_id = ${contactAddressId}`.execute(ctx.tx);
}

/** For each address, how many contacts have it now. */
export async function countHolders(ctx: Context, addressIds: string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ addressId: string; holders: number }>`
    SELECT address_id AS "addressId", count(DISTINCT contact_id) AS holders
    FROM contacts.contact_addresses
    WHERE org_id = ${ctx.orgId} AND address_id = ANY(${addressIds}::uuid[]) AND removed_at IS NULL
    GROUP BY address_id ORDER BY address_id LIMIT ${addressIds.length}`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.addressId, row.holders]));
}

export interface HolderRow {
  kind: AddressKind;
  value: string;
  contactId: string;
  displayName: string;
}

/** Who has these addresses now (D19). */
export async function listHolders(ctx: Context, kind: AddressKind, values: string[]): Promise<HolderRow[]> {
  const { rows } = await sql<HolderRow>`
    SELECT address.kind, address.value, contact.contact_id AS "contactId", contact.display_name AS "displayName"
    FROM contacts.addresses address
    JOIN contacts.contact_addresses link
      ON link.org_id = address.org_id AND link.address_id = address.address_id AND link.removed_at IS NULL
    JOIN contacts.contacts contact ON contact.org_id = link.org_id AND contact.contact_id = link.contact_id
    WHERE address.org_id = ${ctx.orgId} AND address.kind = ${kind} AND address.value = ANY(${values}::text[])
    ORDER BY address.value, contact.contact_number LIMIT 5000`.execute(ctx.tx);
  return rows;
}

/** Locks the addresses in id order against every other use of them until the commit. */
export async function lockAddresses(ctx: Context, addressIds: string[]): Promise<void> {
  await sql`
    SELECT address_id FROM contacts.addresses
    WHERE org_id = ${ctx.orgId} AND address_id = ANY(${addressIds}::uuid[])
    ORDER BY address_id LIMIT ${addressIds.length}
    FOR UPDATE`.execute(ctx.tx);
}

export async function blankAddresses(ctx: Context, addressIds: string[]): Promise<void> {
  await sql`
    UPDATE contacts.addresses SET value = NULL, is_valid = false, erased_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND address_id = ANY(${addressIds}::uuid[])`.execute(ctx.tx);
}

export async function blankTypedForms(ctx: Context, contactIds: string[]): Promise<void> {
  await sql`
    UPDATE contacts.contact_addresses
    SET typed = '', label = '', removed_at = coalesce(removed_at, platform.current_time())
    WHERE org_id = ${ctx.orgId} AND contact_id = ANY(${contactIds}::uuid[])`.execute(ctx.tx);
}

/** Every address these contacts ever had. */
export async function listFormerAddressIds(ctx: Context, contactIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ addressId: string }>`
    SELECT DISTINCT address_id AS "addressId" FROM contacts.contact_addresses
    WHERE org_id = ${ctx.orgId} AND contact_id = ANY(${contactIds}::uuid[])
    ORDER BY address_id LIMIT 100000`.execute(ctx.tx);
  return rows.map((row) => row.addressId);
}

export async function listAddressRows(ctx: Context, addressIds: string[]): Promise<AddressRow[]> {
  const { rows } = await sql<AddressRow>`
    SELECT address_id AS "addressId", kind, value FROM contacts.addresses
    WHERE org_id = ${ctx.orgId} AND address_id = ANY(${addressIds}::uuid[]) AND erased_at IS NULL
    ORDER BY address_id LIMIT ${addressIds.length}`.execute(ctx.tx);
  return rows;
}

export interface FirstHolderRow {
  contactId: string;
  kind: AddressKind;
  value: string;
  language: Language | null;
}

export async function findFirstHolder(ctx: Context, addressId: string): Promise<FirstHolderRow | undefined> {
  const { rows } = await sql<FirstHolderRow>`
    SELECT b.contact_id AS "contactId", b.kind, b.value, c.language
    FROM contacts.address_book b
    JOIN contacts.contact_directory c ON c.org_id = b.org_id AND c.contact_id = b.contact_id
    WHERE b.org_id = ${ctx.orgId} AND b.address_id = ${addressId}
    ORDER BY b.added_at, b.contact_id
    LIMIT 1`.execute(ctx.tx);
  return rows[0];
}
