import type { ExchangeKind, RowProblem } from "../../../../contracts/consent-exchange.ts";
import { refuse } from "../../../platform/errors.ts";
import {
  type CsvRecord,
  CsvUnreadable,
  parseEmailAddress,
  parsePhone,
  readCsv,
  readDate,
} from "../../contacts/index.ts";
import type { NewRow } from "./exchange.queries.ts";
import { type ExchangeColumn, kindOfFile, readColumns } from "./exchange-columns.rules.ts";
import type { OpenedText } from "./open-text.ts";
import { type KnownType, type RowTexts, readRow } from "./read-row.rules.ts";

export interface ListSettings {
  types: readonly KnownType[];
  /** Of telephone numbers without a prefix. */
  country: string;
}

export interface ListPart {
  kind: ExchangeKind;
  columns: ExchangeColumn[];
  rows: NewRow[];
}

const batch = 1000;
const maxRows = 1_000_000;

/** The rows of a list, a thousand at a time, as they were understood. */
export async function* readList({ bytes, dialect }: OpenedText, settings: ListSettings): AsyncGenerator<ListPart> {
  const reading = new ListReading(settings);
  for await (const record of readCsv(bytes, dialect)) {
    reading.take(record);
    if (reading.waiting >= batch) yield reading.give();
  }
  yield reading.give();
}

/** The head of the list and the rows that wait to be given on. */
class ListReading {
  readonly #settings: ListSettings;
  #head: (Omit<ListPart, "rows"> & { toRow: ToRow }) | undefined;
  #rows: NewRow[] = [];
  #total = 0;

  constructor(settings: ListSettings) {
    this.#settings = settings;
  }

  get waiting(): number {
    return this.#rows.length;
  }

  take({ line, cells }: CsvRecord): void {
    if (!this.#head) {
      this.#head = openList(cells, this.#settings);
      if (!isFirstRow(cells)) return;
    }
    if (++this.#total > maxRows) throw new CsvUnreadable("too-many-rows", line);
    this.#rows.push(this.#head.toRow(line, cells));
  }

  give(): ListPart {
    if (!this.#head || this.#total === 0) throw refuse("consent.list-empty", { field: "file" });
    const { kind, columns } = this.#head;
    const rows = this.#rows;
    this.#rows = [];
    return { kind, columns, rows };
  }
}

type ToRow = (line: number, cells: string[]) => NewRow;

function openList(cells: string[], settings: ListSettings) {
  const columns = columnsOf(cells);
  const kind = kindOfFile(columns);
  return { columns, kind, toRow: rowReader({ columns, kind, ...settings }) };
}

/** A list may be nothing but addresses: then its first line is one. */
function isFirstRow(cells: string[]): boolean {
  return cells.some((cell) => parseEmailAddress(cell).ok);
}

function columnsOf(cells: string[]): ExchangeColumn[] {
  if (isFirstRow(cells)) {
    const at = cells.findIndex((cell) => parseEmailAddress(cell).ok);
    return cells.map((_, index) => ({ header: String(index + 1), field: index === at ? "address" : "ignore" }));
  }
  const columns = readColumns(cells);
  if (!columns.some((column) => column.field === "address"))
    throw refuse("consent.list-without-address", { field: "file" });
  return columns;
}

function rowReader({ columns, kind, types, country }: ListSettings & Omit<ListPart, "rows">): ToRow {
  const at = (field: keyof RowTexts) => columns.findIndex((column) => column.field === field);
  const places = {
    address: at("address"),
    type: at("type"),
    state: at("state"),
    date: at("date"),
    source: at("source"),
    evidence: at("evidence"),
  };
  const hasState = places.state >= 0;
  return (line, cells) => {
    const cell = (field: keyof RowTexts) =>
      (cells[places[field]] ?? "").toWellFormed().replaceAll("\u0000", "").trim().slice(0, 2000);
    const texts: RowTexts = {
      address: cell("address").slice(0, 400),
      type: cell("type").slice(0, 200),
      state: cell("state").slice(0, 200),
      date: cell("date").slice(0, 60),
      source: cell("source").slice(0, 200),
      evidence: cell("evidence"),
    };
    const read = readRow(texts, { kind, hasState, types });
    const address = readAddress(texts.address, country);
    const givenOn = readDate(texts.date)?.slice(0, 10) ?? null;
    const problem: RowProblem | null = read.problem ?? (read.wants === "yes" && givenOn === null ? "date" : null);
    return { line, ...texts, ...address, typeId: read.typeId, wants: read.wants, givenOn, problem };
  };
}

function readAddress(text: string, country: string): Pick<NewRow, "addressKind" | "addressValue"> {
  if (text.includes("@")) {
    const email = parseEmailAddress(text);
    return email.ok ? { addressKind: "email", addressValue: email.value } : { addressKind: null, addressValue: null };
  }
  const phone = parsePhone(text, { country });
  return phone.ok ? { addressKind: "phone", addressValue: phone.value } : { addressKind: null, addressValue: null };
}
