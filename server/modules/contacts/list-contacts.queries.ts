import { type RawBuilder, sql } from "kysely";
import type { ContactFilters, ContactKind, ContactStatus } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { endOfPrefix, readSearchTerm } from "./search-term.rules.ts";
import { foldForSearch } from "./text-form.rules.ts";

export interface ContactItemRow {
  contactId: string;
  contactNumber: number;
  kind: ContactKind;
  status: ContactStatus;
  displayName: string;
  company: string;
  city: string;
  tags: string[];
  createdAt: Date;
  sortValue: string;
}

type Condition = RawBuilder<unknown>;

const sortColumns = {
  name: { column: sql`sort_key`, type: sql`text COLLATE "C"` },
  city: { column: sql`city_key`, type: sql`text COLLATE "C"` },
  number: { column: sql`contact_number`, type: sql`bigint` },
  created: { column: sql`created_at`, type: sql`timestamptz` },
} as const;

export interface ListOrder {
  by: keyof typeof sortColumns;
  isDescending: boolean;
}

export interface PageStart {
  sortValue: string;
  contactId: string;
}

export interface PageWanted {
  order: ListOrder;
  after: PageStart | undefined;
  limit: number;
}

/** One page after `after`; sorted by a column and the id, so that no row is shown twice or left out. */
export async function listContactRows(
  ctx: Context,
  filters: ContactFilters,
  page: PageWanted,
): Promise<ContactItemRow[]> {
  const { column } = sortColumns[page.order.by];
  const direction = page.order.isDescending ? sql`DESC` : sql`ASC`;
  const { rows } = await sql<ContactItemRow>`
    SELECT contact_id AS "contactId", contact_number AS "contactNumber", kind, status, display_name AS "displayName",
      company, city, tags, created_at AS "createdAt", ${column}::text AS "sortValue"
    FROM contacts.contacts
    WHERE ${sql.join([...conditions(ctx, filters), ...pageStart(page)], sql` AND `)}
    ORDER BY ${column} ${direction}, contact_id ${direction}
    LIMIT ${page.limit}`.execute(ctx.tx);
  return rows;
}

export async function countContactRows(ctx: Context, filters: ContactFilters): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM contacts.contacts WHERE ${sql.join(conditions(ctx, filters), sql` AND `)}`.execute(
    ctx.tx,
  );
  return rows[0]?.total ?? 0;
}

/** The most e-mails and phones that one of these contacts has. */
export async function countMostAddresses(
  ctx: Context,
  filters: ContactFilters,
): Promise<{ emails: number; phones: number }> {
  const { rows } = await sql<{ emails: number; phones: number }>`
    SELECT coalesce(max(emails), 0) AS emails, coalesce(max(phones), 0) AS phones
    FROM (
      SELECT count(*) FILTER (WHERE kind = 'email') AS emails, count(*) FILTER (WHERE kind = 'phone') AS phones
      FROM contacts.address_book
      WHERE org_id = ${ctx.orgId} AND contact_id IN (
        SELECT contact_id FROM contacts.contacts WHERE ${sql.join(conditions(ctx, filters), sql` AND `)})
      GROUP BY contact_id
    ) AS held`.execute(ctx.tx);
  return rows[0] ?? { emails: 0, phones: 0 };
}

function pageStart({ after, order }: PageWanted): Condition[] {
  if (!after) return [];
  const { column, type } = sortColumns[order.by];
  const from = sql`(${after.sortValue}::${type}, ${after.contactId}::uuid)`;
  return [order.isDescending ? sql`(${column}, contact_id) < ${from}` : sql`(${column}, contact_id) > ${from}`];
}

function conditions(ctx: Context, filters: ContactFilters): Condition[] {
  const { kind, status, city, tag, importId, addressId } = filters;
  const wanted: (Condition | undefined)[] = [
    sql`org_id = ${ctx.orgId}`,
    sql`erased_at IS NULL`,
    kind && sql`kind = ${kind}`,
    status && sql`status = ${status}`,
    city ? sql`city_key = ${foldForSearch(city)}` : undefined,
    tag && tag.length > 0 ? sql`tags @> ${tag}::text[]` : undefined,
    importId ? ofImport(ctx, importId) : undefined,
    addressId ? withAddress(ctx, addressId) : undefined,
    ...matchesTerm(ctx, filters.search ?? ""),
  ];
  return wanted.filter((condition) => condition !== undefined);
}

function ofImport(ctx: Context, importId: string): Condition {
  return sql`contact_id IN (
    SELECT contact_id FROM contacts.import_rows
    WHERE org_id = ${ctx.orgId} AND import_id = ${importId} AND contact_id IS NOT NULL)`;
}

function withAddress(ctx: Context, addressId: string): Condition {
  return sql`contact_id IN (
    SELECT contact_id FROM contacts.contact_addresses
    WHERE org_id = ${ctx.orgId} AND address_id = ${addressId} AND removed_at IS NULL)`;
}

function matchesTerm(ctx: Context, search: string): Condition[] {
  const term = readSearchTerm(search);
  switch (term.kind) {
    case "everything":
      return [];
    case "number":
      return [sql`contact_number = ${term.contactNumber}`];
    case "begins":
      return term.words.map((word) => beginsWith(ctx, word));
    case "anywhere":
      return [
        term.inNotes
          ? sql`(strpos(search_text, ${term.text}) > 0 OR strpos(search_notes, ${term.text}) > 0)`
          : sql`strpos(search_text, ${term.text}) > 0`,
      ];
    default:
      return term satisfies never;
  }
}

// Ranges instead of LIKE: under row-level security only such comparisons may use an index.
function beginsWith(ctx: Context, word: string): Condition {
  const end = endOfPrefix(word);
  return sql`contact_id IN (
    SELECT contact_id FROM contacts.search_keys
    WHERE org_id = ${ctx.orgId} AND key >= ${word} AND key < ${end}
    UNION
    SELECT link.contact_id FROM contacts.addresses address
    JOIN contacts.contact_addresses link
      ON link.org_id = address.org_id AND link.address_id = address.address_id AND link.removed_at IS NULL
    WHERE address.org_id = ${ctx.orgId} AND address.kind = 'email' AND address.value >= ${word}
      AND address.value < ${end})`;
}
