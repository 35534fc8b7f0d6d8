import { type RawBuilder, sql } from "kysely";
import type { ContactKind, ContactStatus } from "../../../contracts/contacts.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";
import type { DerivedFields, FormedContact } from "./contact-form.rules.ts";

export interface ContactRow {
  contactId: string;
  contactNumber: number;
  kind: ContactKind;
  status: ContactStatus;
  civility: string;
  lastName: string;
  firstName: string;
  company: string;
  addressLine1: string;
  addressLine2: string;
  postcode: string;
  city: string;
  country: string;
  language: Language | null;
  tags: string[];
  notes: string;
  typedLastName: string;
  typedFirstName: string;
  typedCity: string;
  displayName: string;
  originKind: "staff" | "import" | "api" | "system";
  originImportId: string | null;
  originSource: string;
  originBy: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const contactColumns: RawBuilder<unknown> = sql`
  contact_id AS "contactId", contact_number AS "contactNumber", kind, status, civility, last_name AS "lastName",
  first_name AS "firstName", company, address_line1 AS "addressLine1", address_line2 AS "addressLine2", postcode, city,
  country, language, tags, notes, typed_last_name AS "typedLastName", typed_first_name AS "typedFirstName",
  typed_city AS "typedCity", display_name AS "displayName", origin_kind AS "originKind",
  origin_import_id AS "originImportId", origin_source AS "originSource", origin_by AS "originBy", version,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

export async function findContactRow(ctx: Context, contactId: string): Promise<ContactRow | undefined> {
  const { rows } = await sql<ContactRow>`
    SELECT ${contactColumns} FROM contacts.contacts
    WHERE org_id = ${ctx.orgId} AND contact_id = ${contactId} AND erased_at IS NULL`.execute(ctx.tx);
  return rows[0];
}

/** Locks the row, so that what is decided from it stays true until the commit. */
export async function lockContactRow(ctx: Context, contactId: string): Promise<ContactRow | undefined> {
  const { rows } = await sql<ContactRow>`
    SELECT ${contactColumns} FROM contacts.contacts
    WHERE org_id = ${ctx.orgId} AND contact_id = ${contactId} AND erased_at IS NULL
    FOR UPDATE`.execute(ctx.tx);
  return rows[0];
}

/** Locks in id order: two chunks that meet the same contacts wait for each other instead of dying together. */
export async function lockContactRows(ctx: Context, contactIds: string[]): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    SELECT ${contactColumns} FROM contacts.contacts
    WHERE org_id = ${ctx.orgId} AND contact_id = ANY(${contactIds}::uuid[]) AND erased_at IS NULL
    ORDER BY contact_id LIMIT ${contactIds.length}
    FOR UPDATE`.execute(ctx.tx);
  return rows;
}

export async function findContactRows(ctx: Context, contactIds: string[]): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    SELECT ${contactColumns} FROM contacts.contacts
    WHERE org_id = ${ctx.orgId} AND contact_id = ANY(${contactIds}::uuid[]) AND erased_at IS NULL
    ORDER BY contact_id LIMIT ${contactIds.length}`.execute(ctx.tx);
  return rows;
}

export async function findContactIdByNumber(ctx: Context, contactNumber: number): Promise<string | undefined> {
  const { rows } = await sql<{ contactId: string }>`
    SELECT contact_id AS "contactId" FROM contacts.contacts
    WHERE org_id = ${ctx.orgId} AND contact_number = ${contactNumber} AND erased_at IS NULL`.execute(ctx.tx);
  return rows[0]?.contactId;
}

/** The last of `count` consecutive numbers, which are now the caller's. */
export async function takeContactNumbers(ctx: Context, count: number): Promise<number> {
  const { rows } = await sql<{ lastNumber: number }>`
    INSERT INTO contacts.number_counters AS counter (org_id, last_number) VALUES (${ctx.orgId}, ${count})
    ON CONFLICT (org_id) DO UPDATE SET last_number = counter.last_number + ${count}
    RETURNING last_number AS "lastNumber"`.execute(ctx.tx);
  return rows[0]?.lastNumber ?? count;
}

export interface ContactToInsert extends FormedContact, Omit<DerivedFields, "searchKeys"> {
  contactId: string;
  contactNumber: number;
  originKind: "staff" | "import" | "api" | "system";
  originImportId: string | null;
  originSource: string;
  originBy: string;
}

export async function insertContacts(ctx: Context, contacts: ContactToInsert[]): Promise<void> {
  await sql`
    INSERT INTO contacts.contacts (
      org_id, contact_id, contact_number, kind, status, civility, last_name, first_name, company, address_line1,
      address_line2, postcode, city, country, language, tags, notes, typed_last_name, typed_first_name, typed_city,
      display_name, sort_key, city_key, search_text, search_notes, origin_kind, origin_import_id, origin_source,
      origin_by)
    SELECT
      ${ctx.orgId}, "contactId", "contactNumber", kind, status, civility, "lastName", "firstName", company,
      "addressLine1", "addressLine2", postcode, city, country, language, tags, notes, "typedLastName",
      "typedFirstName", "typedCity", "displayName", "sortKey", "cityKey", "searchText", "searchNotes", "originKind",
      "originImportId", "originSource", "originBy"
    FROM jsonb_to_recordset(${JSON.stringify(contacts)}::jsonb) AS given (
      "contactId" uuid, "contactNumber" bigint, kind text, status text, civility text, "lastName" text,
      "firstName" text, company text, "addressLine1" text, "addressLine2" text, postcode text, city text, country text,
      language text, tags text[], notes text, "typedLastName" text, "typedFirstName" text, "typedCity" text,
      "displayName" text, "sortKey" text, "cityKey" text, "searchText" text, "searchNotes" text, "originKind" text,
      "originImportId" uuid, "originSource" text, "originBy" text)`.execute(ctx.tx);
}

export interface ContactToUpdate extends FormedContact, Omit<DerivedFields, "searchKeys"> {
  contactId: string;
}

export async function updateContacts(ctx: Context, contacts: ContactToUpdate[]): Promise<void> {
  await sql`
    UPDATE contacts.contacts contact SET
      kind = given.kind, status = given.status, civility = given.civility, last_name = given."lastName",
      first_name = given."firstName", company = given.company, address_line1 = given."addressLine1",
      address_line2 = given."addressLine2", postcode = given.postcode, city = given.city, country = given.country,
      language = given.language, tags = given.tags, notes = given.notes, typed_last_name = given."typedLastName",
      typed_first_name = given."typedFirstName", typed_city = given."typedCity", display_name = given."displayName",
      sort_key = given."sortKey", city_key = given."cityKey", search_text = given."searchText",
      search_notes = given."searchNotes", version = contact.version + 1, updated_at = platform.current_time()
    FROM jsonb_to_recordset(${JSON.stringify(contacts)}::jsonb) AS given (
      "contactId" uuid, kind text, status text, civility text, "lastName" text, "firstName" text, company text,
      "addressLine1" text, "addressLine2" text, postcode text, city text, country text, language text, tags text[],
      notes text, "typedLastName" text, "typedFirstName" text, "typedCity" text, "displayName" text, "sortKey" text,
      "cityKey" text, "searchText" text, "searchNotes" text)
    WHERE contact.org_id = ${ctx.orgId} AND contact.contact_id = given."contactId"`.execute(ctx.tx);
}

export interface SearchKeysOfContact {
  contactId: string;
  searchKeys: string[];
}

export async function insertSearchKeys(ctx: Context, contacts: SearchKeysOfContact[]): Promise<void> {
  const pairs = contacts.flatMap(({ contactId, searchKeys }) => searchKeys.map((key) => ({ contactId, key })));
  await sql`
    INSERT INTO contacts.search_keys (org_id, key, contact_id)
    SELECT ${ctx.orgId}, key, contact_id
    FROM unnest(${pairs.map(({ key }) => key)}::text[], ${pairs.map(({ contactId }) => contactId)}::uuid[])
      AS given (key, contact_id)
    ORDER BY key COLLATE "C"
    ON CONFLICT DO NOTHING`.execute(ctx.tx);
}

export async function deleteSearchKeys(ctx: Context, contactIds: string[]): Promise<void> {
  await sql`
    DELETE FROM contacts.search_keys
    WHERE org_id = ${ctx.orgId} AND contact_id = ANY(${contactIds}::uuid[])`.execute(ctx.tx);
}

/** Nothing that names a person is left in these rows. */
export async function blankContacts(ctx: Context, contactIds: string[]): Promise<void> {
  await sql`
    UPDATE contacts.contacts SET
      civility = '', last_name = '', first_name = '', company = '', address_line1 = '', address_line2 = '',
      postcode = '', city = '', country = '', language = NULL, tags = '{}', notes = '', typed_last_name = '',
      typed_first_name = '', typed_city = '', display_name = '', sort_key = '', city_key = '', search_text = '',
      search_notes = '', version = version + 1, updated_at = platform.current_time(),
      erased_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND contact_id = ANY(${contactIds}::uuid[])`.execute(ctx.tx);
}

export async function suggestTagRows(ctx: Context, beginning: string): Promise<{ value: string; count: number }[]> {
  const { rows } = await sql<{ value: string; count: number }>`
    SELECT tag AS value, count(*) AS count
    FROM contacts.contacts, unnest(tags) AS tag
    WHERE org_id = ${ctx.orgId} AND erased_at IS NULL AND starts_with(lower(tag), lower(${beginning}))
    GROUP BY tag ORDER BY count(*) DESC, tag LIMIT 50`.execute(ctx.tx);
  return rows;
}

export async function suggestCityRows(
  ctx: Context,
  range: { from: string; to: string },
): Promise<{ value: string; count: number }[]> {
  const { rows } = await sql<{ value: string; count: number }>`
    SELECT min(city) AS value, count(*) AS count
    FROM contacts.contacts
    WHERE org_id = ${ctx.orgId} AND erased_at IS NULL AND city_key >= ${range.from} AND city_key < ${range.to}
      AND city_key <> ''
    GROUP BY city_key ORDER BY count(*) DESC, city_key LIMIT 50`.execute(ctx.tx);
  return rows;
}
