import type { ImportColumn, ImportField, ImportTool } from "../../../../contracts/contact-imports.ts";
import { parseEmailAddress } from "../email-address.rules.ts";
import { foldForSearch } from "../text-form.rules.ts";
import { type ColumnMeaning, columnMeanings } from "./column-names.rules.ts";

/** "E-mail 1 - Value" → "e mail 1 value". */
export function foldHeader(header: string): string {
  return foldForSearch(header)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

interface NamedColumn {
  meaning: ColumnMeaning;
  number: number;
}

const ignored: ColumnMeaning = { field: "ignore" };

/** What a column's name says; its number tells the second e-mail or the second line of a street. */
export function meaningOf(header: string): NamedColumn {
  const folded = foldHeader(header);
  const number = Number(/(?:^|\s)(\d{1,2})(?=\s|$)/u.exec(folded)?.[1] ?? 1);
  const base = folded.replace(/(?:^|\s)\d{1,2}(?=\s|$)/u, "").trim();
  const meaning = columnMeanings.get(folded) ?? columnMeanings.get(base) ?? ignored;
  const isSecondLine =
    meaning.field === "address-line-1" && number > 1 && !/^(address|adresse) \d+ street/u.test(folded);
  return { meaning: isSecondLine ? { ...meaning, field: "address-line-2" } : meaning, number };
}

const signs: [ImportTool, (names: Set<string>) => boolean][] = [
  ["mailchimp", (names) => names.has("member rating") || names.has("leid")],
  ["listmonk", (names) => names.has("attributes") && names.has("email") && (names.has("uuid") || names.has("status"))],
  [
    "google",
    (names) =>
      names.has("e mail 1 value") ||
      names.has("phone 1 value") ||
      (names.has("group membership") && names.has("given name")),
  ],
  ["outlook", (names) => outlookSigns.some((sign) => names.has(sign))],
  [
    "hubspot",
    (names) =>
      names.has("record id") || (names.has("lifecycle stage") && names.has("email")) || names.has("contact owner"),
  ],
  ["brevo", (names) => brevoSigns.some((sign) => names.has(sign)) || (names.has("email") && names.has("sms"))],
];
const outlookSigns = [
  "e mail 2 address",
  "e mail display name",
  "adresse de messagerie 2",
  "nom complet de l adresse de messagerie",
]
  .concat([
    "direccion de correo electronico 2",
    "nombre de pantalla de correo electronico",
    "indirizzo posta elettronica 2",
  ])
  .concat(["nome visualizzato posta elettronica"]);
const brevoSigns = ["email blocklisted", "email blacklisted", "sms blocklisted", "sms blacklisted", "added time"];

export function detectTool(headers: string[]): ImportTool {
  const names = new Set(headers.map(foldHeader));
  return signs.find(([, fits]) => fits(names))?.[0] ?? "other";
}

/** A first line that holds an e-mail address is no header: the list begins at once. */
export function isHeader(cells: string[]): boolean {
  return !cells.some((cell) => parseEmailAddress(cell).ok);
}

/** The proposal that the user may change. `samples` are the first rows below the header. */
export function proposeColumns(headers: string[], samples: string[][]): ImportColumn[] {
  const named = headers.map((header) => meaningOf(header));
  const meanings = clearUpNames(named.map(({ meaning }) => meaning.field));
  const columns = headers.map((header, column): ImportColumn => {
    const example = samples.find((cells) => (cells[column] ?? "").trim() !== "")?.[column] ?? "";
    return { column, header, field: meanings[column] ?? "ignore", group: 1, example: example.slice(0, 200) };
  });
  return groupColumns(dropRepeated(findEmails(columns, samples)), named);
}

// "Nom" is the surname beside "Prénom" and the whole name alone; so are "Nome" and "Nombre".
function clearUpNames(fields: ImportField[]): ImportField[] {
  const hasFirst = fields.includes("first-name");
  const hasLast = fields.includes("last-name");
  if (hasFirst && hasLast) return fields;
  return fields.map((field) => (field === "first-name" || field === "last-name" ? "full-name" : field));
}

function findEmails(columns: ImportColumn[], samples: string[][]): ImportColumn[] {
  if (columns.some((column) => column.field === "email")) return columns;
  const holdsEmails = (column: ImportColumn) => {
    const filled = samples.map((cells) => cells[column.column] ?? "").filter((cell) => cell.trim() !== "");
    const sound = filled.filter((cell) => parseEmailAddress(cell).ok).length;
    return filled.length > 0 && sound * 2 > filled.length;
  };
  return columns.map((column) => (holdsEmails(column) ? { ...column, field: "email" } : column));
}

const several = new Set<ImportField>(["ignore", "email", "email-label", "phone", "phone-label", "tags", "notes"]);
const placeFields = new Set<ImportField>(["address-line-1", "address-line-2", "postcode", "city", "country"]);

// The same single field twice (Outlook writes "Titre" for the civility and for the function): the first with values counts.
function dropRepeated(columns: ImportColumn[]): ImportColumn[] {
  const chosen = new Map<ImportField, ImportColumn>();
  for (const column of columns) {
    const before = chosen.get(column.field);
    if (!before || (before.example === "" && column.example !== "")) chosen.set(column.field, column);
  }
  return columns.map((column) => {
    const mayRepeat = several.has(column.field) || placeFields.has(column.field) || chosen.get(column.field) === column;
    return mayRepeat ? column : { ...column, field: "ignore" };
  });
}

function groupColumns(columns: ImportColumn[], named: NamedColumn[]): ImportColumn[] {
  const labelled = new Set(columns.filter(({ field }) => field.endsWith("-label")).map(({ field }) => familyOf(field)));
  const groups = new Map<string, Map<string, number>>();
  return columns.map((column) => {
    const family = familyOf(column.field);
    if (family === undefined) return column;
    const known = groups.get(family) ?? new Map<string, number>();
    groups.set(family, known);
    const key = groupKey(column, named[column.column], labelled.has(family));
    const group = known.get(key) ?? known.size + 1;
    known.set(key, group);
    return { ...column, group: Math.min(group, 50) };
  });
}

function familyOf(field: ImportField): string | undefined {
  if (field.startsWith("email")) return "email";
  if (field.startsWith("phone")) return "phone";
  return placeFields.has(field) ? "place" : undefined;
}

// "Phone 2 - Label" belongs to "Phone 2 - Value"; where nothing is labelled each column is an address of its own.
function groupKey(column: ImportColumn, named: NamedColumn | undefined, isLabelled: boolean): string {
  const number = named?.number ?? 1;
  if (placeFields.has(column.field)) return `${named?.meaning.of ?? ""}${isLineNumber(column) ? 1 : number}`;
  return isLabelled ? `numbered ${number}` : `column ${column.column}`;
}

function isLineNumber(column: ImportColumn): boolean {
  return !/^address \d+ /u.test(foldHeader(column.header));
}
