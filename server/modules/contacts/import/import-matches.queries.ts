import { sql } from "kysely";
import type { AddressKind } from "../../../../contracts/contacts.ts";
import type { Context } from "../../../platform/context.ts";
import type { Holder } from "./plan-row.rules.ts";

export interface MatchesWanted {
  importId: string;
  kind: AddressKind;
  values: string[];
}

// Look-ups one inside the other, with limits that keep the planner from turning them into joins: in the middle of a large
// import its statistics still speak of empty tables, and it would read those whole for each chunk.

/** Who has these addresses, except those whom this import itself registered: its own rows are told apart by their file. */
export async function listMatches(ctx: Context, { importId, kind, values }: MatchesWanted): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    SELECT ${kind} AS kind, wanted.value, contact.contact_id AS "contactId", contact.last_name AS "lastName",
      contact.first_name AS "firstName"
    FROM unnest(${values}::text[]) AS wanted (value)
    CROSS JOIN LATERAL (
      SELECT address_id FROM contacts.addresses
      WHERE org_id = ${ctx.orgId} AND kind = ${kind} AND value = wanted.value COLLATE "C" LIMIT 1) address
    CROSS JOIN LATERAL (
      SELECT contact_id FROM contacts.contact_addresses
      WHERE org_id = ${ctx.orgId} AND address_id = address.address_id AND removed_at IS NULL LIMIT 1000) link
    CROSS JOIN LATERAL (
      SELECT contact_id, contact_number, last_name, first_name FROM contacts.contacts
      WHERE org_id = ${ctx.orgId} AND contact_id = link.contact_id
        AND origin_import_id IS DISTINCT FROM ${importId}::uuid LIMIT 1) contact
    ORDER BY wanted.value, contact.contact_number LIMIT 10000`.execute(ctx.tx);
  return rows;
}

export interface AddressHolder {
  kind: AddressKind;
  value: string;
  addressId: string;
  contactId: string;
}

/** The first contact that has each address now, whoever registered it. */
export async function listAddressHolders(ctx: Context, kind: AddressKind, values: string[]): Promise<AddressHolder[]> {
  const { rows } = await sql<AddressHolder>`
    SELECT ${kind} AS kind, wanted.value, address.address_id AS "addressId", link.contact_id AS "contactId"
    FROM unnest(${values}::text[]) AS wanted (value)
    CROSS JOIN LATERAL (
      SELECT address_id FROM contacts.addresses
      WHERE org_id = ${ctx.orgId} AND kind = ${kind} AND value = wanted.value COLLATE "C" LIMIT 1) address
    CROSS JOIN LATERAL (
      SELECT contact_id FROM contacts.contact_addresses
      WHERE org_id = ${ctx.orgId} AND address_id = address.address_id AND removed_at IS NULL
      ORDER BY added_at, contact_address_id LIMIT 1) link
    ORDER BY address.address_id LIMIT ${values.length}`.execute(ctx.tx);
  return rows;
}
