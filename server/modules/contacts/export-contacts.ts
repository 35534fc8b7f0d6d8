import { Readable } from "node:stream";
import type { ImportSeparator } from "../../../contracts/contact-imports.ts";
import type { ContactFilters } from "../../../contracts/contacts.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";
import { phrase } from "../../platform/phrases.ts";
import { recordAudit } from "../audit/index.ts";
import { type ContactAddressRow, listContactAddresses } from "./addresses.queries.ts";
import { type ContactRow, findContactRows } from "./contacts.queries.ts";
import { writeRecord } from "./csv/write-record.ts";
import { countContactRows, countMostAddresses, listContactRows, type PageStart } from "./list-contacts.queries.ts";

type Run = <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;

export interface ExportWanted {
  filters: ContactFilters;
  separator: ImportSeparator;
  language: Language;
}

interface Widths {
  emails: number;
  phones: number;
}

const columns = ["number", "kind", "status", "civility", "last-name", "first-name", "company", "address-line-1"].concat(
  ["address-line-2", "postcode", "city", "country", "language", "tags", "notes"],
);

/** The chosen contacts as CSV text in UTF-8 with mark, safe against formulas, page by page. Importing it changes nothing. */
export function exportContacts(run: Run, wanted: ExportWanted): Readable {
  return Readable.from(exportedText(run, wanted));
}

async function* exportedText(run: Run, wanted: ExportWanted): AsyncGenerator<string> {
  const { filters, separator, language } = wanted;
  const widths = await run(async (ctx) => {
    const details = { total: await countContactRows(ctx, filters), filters: Object.keys(filters) };
    await recordAudit(ctx, { action: "contacts.exported", subjectKind: "contacts", details });
    return countMostAddresses(ctx, filters);
  });
  const form = { separator, lineEnd: "\r\n" as const };
  yield `\ufeff${writeRecord(headerOf(language, widths), form)}`;
  let after: PageStart | undefined;
  do {
    const start = after;
    const page = await run((ctx) => readPage(ctx, filters, start));
    yield page.contacts.map((contact) => writeRecord(cellsOf(contact, language, widths), form)).join("");
    after = page.last;
  } while (after);
}

interface ExportedContact {
  row: ContactRow;
  addresses: ContactAddressRow[];
}

async function readPage(ctx: Context, filters: ContactFilters, after: PageStart | undefined) {
  const order = { by: "number" as const, isDescending: false };
  const listed = await listContactRows(ctx, filters, { order, after, limit: 500 });
  const ids = listed.map((row) => row.contactId);
  const rows = new Map((await findContactRows(ctx, ids)).map((row) => [row.contactId, row]));
  const addresses = Map.groupBy(await listContactAddresses(ctx, ids), (address) => address.contactId);
  const contacts = ids.flatMap((id): ExportedContact[] => {
    const row = rows.get(id);
    return row ? [{ row, addresses: addresses.get(id) ?? [] }] : [];
  });
  return { contacts, last: listed.length === 500 ? listed.at(-1) : undefined };
}

function headerOf(language: Language, widths: Widths): string[] {
  const name = (column: string, values = {}) => phrase(language, `contacts:export.columns.${column}`, values);
  const numbered = (kind: string, count: number) =>
    Array.from({ length: count }, (_, index) => [
      name(`${kind}-label`, { n: index + 1 }),
      name(kind, { n: index + 1 }),
    ]).flat();
  return [
    ...columns.map((column) => name(column)),
    ...numbered("email", widths.emails),
    ...numbered("phone", widths.phones),
  ];
}

function cellsOf({ row, addresses }: ExportedContact, language: Language, widths: Widths): string[] {
  const of = (kind: string, count: number) => {
    const held = addresses.filter((address) => address.kind === kind);
    return Array.from({ length: count }, (_, index) => [held[index]?.label ?? "", held[index]?.value ?? ""]).flat();
  };
  return [
    ...[
      String(row.contactNumber),
      phrase(language, `contacts:kinds.${row.kind}`),
      phrase(language, `contacts:statuses.${row.status}`),
    ],
    ...[row.civility, row.lastName, row.firstName, row.company, row.addressLine1, row.addressLine2, row.postcode],
    ...[row.city, row.country, row.language ?? "", row.tags.map(writeTag).join(";"), row.notes],
    ...of("email", widths.emails),
    ...of("phone", widths.phones),
  ];
}

// A tag with a separator in it is quoted, so that reading gives the same tags.
function writeTag(tag: string): string {
  return /[",;|]|:::/u.test(tag) ? `"${tag.replaceAll('"', '""')}"` : tag;
}
