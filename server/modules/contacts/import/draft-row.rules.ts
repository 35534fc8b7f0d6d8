import type { ImportDraft, ImportField, ImportPeople, ImportRemark } from "../../../../contracts/contact-imports.ts";
import type { ContactKind, ContactStatus } from "../../../../contracts/contacts.ts";
import { formCity, formFirstName, formLastName, splitFullName } from "../name-form.rules.ts";
import { tidyLine, tidyParagraphs } from "../text-form.rules.ts";
import { readKind, readLanguage, readStatus, readTags } from "./cell-values.rules.ts";
import { spreadAttributes } from "./listmonk-attributes.rules.ts";
import { readAddresses } from "./row-addresses.rules.ts";
import { type CellsOfRow, type DraftRules, firstOf, readCells, type UnusableAddress } from "./row-cells.rules.ts";
import { readRefusals } from "./row-refusals.rules.ts";

export type DraftedRow = { draft: ImportDraft; remarks: ImportRemark[] } | { draft: null; remarks: ImportRemark[] };

export const rowLimits = { cell: 20_000, name: 120, line: 200, notes: 20_000 };

/** One row put into form. No draft: the row is refused, and the last remark says why. */
export function draftRow(cells: string[], rules: DraftRules): DraftedRow {
  const refused = refuseByShape(cells, rules);
  if (refused) return { draft: null, remarks: [refused] };
  const row = readCells(cells, rules.columns);
  spreadAttributes(row);
  const read = readAddresses(row, rules);
  const draft = formDraft(row, rules);
  draft.addresses = read.addresses;
  draft.refusals = readRefusals(row);
  const kept = keepInNotes(draft, read.unusable);
  const wrong = tooLong(draft) ?? unreachable(draft, read.unusable.length > 0);
  const remarks = [...read.remarks, ...kept];
  return wrong ? { draft: null, remarks: [...read.remarks, wrong] } : { draft, remarks };
}

function refuseByShape(cells: string[], rules: DraftRules): ImportRemark | undefined {
  const { columns } = rules;
  if (cells.every((cell) => cell.trim() === "")) return { code: "row.empty", value: "" };
  const long = cells.findIndex((cell) => cell.length > rowLimits.cell);
  if (long >= 0) return { code: "row.cell-too-long", value: columns[long]?.header ?? String(long + 1) };
  if (cells.slice(columns.length).some((cell) => cell.trim() !== ""))
    return { code: "row.too-many-cells", value: String(cells.length) };
  const repeats =
    columns.length > 1 && columns.every(({ header, column }) => (cells[column] ?? "").trim() === header.trim());
  return repeats ? { code: "row.header-again", value: "" } : undefined;
}

const standing: Record<ImportPeople, { kind: ContactKind; status: ContactStatus }> = {
  clients: { kind: "client", status: "client" },
  prospects: { kind: "client", status: "prospect" },
  suppliers: { kind: "supplier", status: "nc" },
  directory: { kind: "directory", status: "nc" },
  list: { kind: "directory", status: "nc" },
};

function formDraft(row: CellsOfRow, rules: DraftRules): ImportDraft {
  const names = readNames(row);
  const place = readPlace(row);
  const value = (field: ImportField) => tidyLine(firstOf(row, field));
  return {
    kind: readKind(value("kind")) ?? standing[rules.people].kind,
    status: readStatus(value("status")) ?? standing[rules.people].status,
    civility: value("civility").slice(0, 40),
    lastName: formLastName(names.lastName),
    firstName: formFirstName(names.firstName),
    company: value("company"),
    ...place,
    city: formCity(place.city),
    language: readLanguage(value("language")),
    tags: (row.values.get("tags") ?? []).flatMap((cell) => readTags(cell.value)),
    notes: (row.values.get("notes") ?? []).map((cell) => tidyParagraphs(cell.value)).join("\n\n"),
    typed: { ...names, city: tidyLine(place.city) },
    addresses: [],
    refusals: [],
  };
}

function readNames(row: CellsOfRow): { lastName: string; firstName: string } {
  const lastName = tidyLine(firstOf(row, "last-name"));
  const firstName = tidyLine([firstOf(row, "first-name"), firstOf(row, "middle-name")].join(" "));
  const whole = tidyLine(firstOf(row, "full-name"));
  if (whole === "" || (lastName !== "" && firstName !== "")) return { lastName, firstName };
  // Tools put the e-mail where a name is missing; nobody wants to be greeted with it.
  return whole.includes("@") ? { lastName: "", firstName: "" } : splitFullName(whole);
}

const placeFields = ["address-line-1", "address-line-2", "postcode", "city", "country"] as const;

/** The parts of one postal address: the first group that has any, so that no home street meets a business town. */
function readPlace(
  row: CellsOfRow,
): Pick<ImportDraft, "addressLine1" | "addressLine2" | "postcode" | "city" | "country"> {
  const groups = placeFields.flatMap((field) => (row.values.get(field) ?? []).map((cell) => cell.group));
  const group = Math.min(...groups);
  const parts = (field: ImportField) =>
    (row.values.get(field) ?? []).filter((cell) => cell.group === group).map((cell) => tidyLine(cell.value));
  return {
    addressLine1: parts("address-line-1").join(", "),
    addressLine2: parts("address-line-2").join(", "),
    postcode: parts("postcode")[0] ?? "",
    city: parts("city")[0] ?? "",
    country: parts("country")[0] ?? "",
  };
}

// Nothing of the file is lost in silence: what cannot be an address stays readable in the notes.
function keepInNotes(draft: ImportDraft, unusable: UnusableAddress[]): ImportRemark[] {
  if (unusable.length === 0) return [];
  const lines = unusable.map(({ header, typed }) => `${tidyLine(header)}: ${tidyLine(typed)}`);
  draft.notes = [draft.notes, ...lines].filter((line) => line !== "").join("\n");
  return unusable.map(({ typed }) => ({ code: "row.kept-in-notes", value: tidyLine(typed).slice(0, 200) }));
}

function tooLong(draft: ImportDraft): ImportRemark | undefined {
  const limits: [string, number][] = [
    [draft.lastName, rowLimits.name],
    [draft.firstName, rowLimits.name],
    [draft.company, rowLimits.line],
    [draft.addressLine1, rowLimits.line],
    [draft.addressLine2, rowLimits.line],
    [draft.city, rowLimits.name],
    [draft.country, 80],
    [draft.postcode, 20],
    [draft.notes, rowLimits.notes],
  ];
  const long = limits.find(([value, max]) => value.length > max);
  return long ? { code: "row.value-too-long", value: `${long[0].slice(0, 60)}…` } : undefined;
}

function unreachable(draft: ImportDraft, hadUnusable: boolean): ImportRemark | undefined {
  if (draft.addresses.length > 0) return undefined;
  if (hadUnusable) return { code: "row.no-usable-address", value: "" };
  const hasName = draft.lastName !== "" || draft.firstName !== "" || draft.company !== "";
  return hasName ? undefined : { code: "row.nobody", value: "" };
}
