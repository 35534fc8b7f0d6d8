import { sql } from "kysely";
import type { AddressKind } from "../../../../contracts/contacts.ts";
import type { Context } from "../../../platform/context.ts";
import type { Holder } from "./plan-row.rules.ts";

export interface MatchesWanted {
  importId: string;
  kind: AddressKind;
  values: string[];
}

/** Who has these addresses, except those whom this import itself registered: its own rows are told apart by their file. */
export async function listMatches(ctx: Context, { importId, kind, values }: MatchesWanted): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    SELECT address.kind, address.value, contact.contact_id AS "contactId", contact.last_name AS "lastName",
      contact.first_name AS "firstName"
    FROM contacts.addresses address
    JOIN contacts.contact_addresses link
      ON link.org_id = address.org_id AND link.address_id = address.address_id AND link.removed_at IS NULL
    JOIN contacts.contacts contact ON contact.org_id = link.org_id AND contact.contact_id = link.contact_id
    WHERE address.org_id = ${ctx.orgId} AND address.kind = ${kind} AND address.value = ANY(${values}::text[])
      AND contact.origin_import_id IS DISTINCT FROM ${importId}::uuid
    ORDER BY address.value, contact.contact_number LIMIT 10000`.execute(ctx.tx);
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
    SELECT DISTINCT ON (address.address_id) address.kind, address.value, address.address_id AS "addressId",
      link.contact_id AS "contactId"
    FROM contacts.addresses address
    JOIN contacts.contact_addresses link
      ON link.org_id = address.org_id AND link.address_id = address.address_id AND link.removed_at IS NULL
    WHERE address.org_id = ${ctx.orgId} AND address.kind = ${kind} AND address.value = ANY(${values}::text[])
    ORDER BY address.address_id, link.added_at, link.contact_address_id LIMIT ${values.length}`.execute(ctx.tx);
  return rows;
}
