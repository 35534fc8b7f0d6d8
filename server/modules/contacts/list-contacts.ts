import type { ContactListItem, ContactListQuery, ContactPage } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { listContactAddresses } from "./addresses.queries.ts";
import { renderAddress } from "./contact-form.rules.ts";
import { findContactIdByNumber } from "./contacts.queries.ts";
import {
  type ContactItemRow,
  countContactRows,
  type ListOrder,
  listContactRows,
  type PageStart,
} from "./list-contacts.queries.ts";
import { readSearchTerm } from "./search-term.rules.ts";

/** One page of contacts with their addresses, and how many there are in all. */
export async function listContacts(ctx: Context, query: ContactListQuery): Promise<ContactPage> {
  const { sort, cursor, limit, ...filters } = query;
  const order = readSort(sort);
  const rows = await listContactRows(ctx, filters, { order, after: readCursor(cursor, order), limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await presentItems(ctx, shown),
    total: await countContactRows(ctx, filters),
    nextCursor: last ? writeCursor(last, order) : null,
    jumpTo: await findJump(ctx, filters.search ?? ""),
  };
}

async function presentItems(ctx: Context, rows: ContactItemRow[]): Promise<ContactListItem[]> {
  const addresses = await listContactAddresses(
    ctx,
    rows.map((row) => row.contactId),
  );
  const byContact = Map.groupBy(addresses, (address) => address.contactId);
  return rows.map(({ sortValue: _, ...row }) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    addresses: (byContact.get(row.contactId) ?? []).map((address) => {
      const { addressId, kind, value, isValid } = address;
      return { addressId, kind, value, isValid, shown: renderAddress(address) };
    }),
  }));
}

async function findJump(ctx: Context, search: string): Promise<string | null> {
  const term = readSearchTerm(search);
  return term.kind === "number" ? ((await findContactIdByNumber(ctx, term.contactNumber)) ?? null) : null;
}

function readSort(sort: ContactListQuery["sort"]): ListOrder {
  const isDescending = sort.startsWith("-");
  return { by: sort.replace("-", "") as ListOrder["by"], isDescending };
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
const sortValueForms: Record<ListOrder["by"], RegExp> = {
  name: /^\P{Cc}*$/u,
  city: /^\P{Cc}*$/u,
  number: /^\d{1,15}$/u,
  created: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?[+-]\d{2}(?::\d{2})?$/u,
};

// The order is part of the cursor: a page of another order would begin anywhere.
function writeCursor(row: ContactItemRow, order: ListOrder): string {
  return Buffer.from(JSON.stringify([order.by, order.isDescending, row.sortValue, row.contactId])).toString(
    "base64url",
  );
}

function readCursor(cursor: string | undefined, order: ListOrder): PageStart | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [by, isDescending, sortValue, contactId]: unknown[] = JSON.parse(Buffer.from(cursor, "base64url").toString());
    const isOurs = by === order.by && isDescending === order.isDescending && typeof sortValue === "string";
    if (isOurs && sortValueForms[order.by].test(sortValue) && uuid.test(String(contactId))) {
      return { sortValue, contactId: String(contactId) };
    }
  } catch {
    // Falls through: whatever it was, it is no cursor of ours.
  }
  throw refuse("common.invalid-input", { field: "cursor" });
}
