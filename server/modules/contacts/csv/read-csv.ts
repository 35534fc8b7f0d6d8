import { CsvError, type Options, parse } from "csv-parse";
import type { ImportEncoding, ImportSeparator } from "../../../../contracts/contact-imports.ts";
import { unguardCell } from "./formula-guard.rules.ts";

export interface CsvDialect {
  encoding: ImportEncoding;
  separator: ImportSeparator;
}

export interface CsvRecord {
  /** Line of the file where the record begins, the header being line 1. */
  line: number;
  cells: string[];
}

export type CsvFault = "quote-not-closed" | "record-too-long" | "too-many-columns" | "too-many-rows" | "unreadable";

/** The file cannot be read from `line` on. */
export class CsvUnreadable extends Error {
  readonly fault: CsvFault;
  readonly line: number;
  constructor(fault: CsvFault, line: number) {
    super(`${fault} at line ${line}`);
    this.name = "CsvUnreadable";
    this.fault = fault;
    this.line = line;
  }
}

export const csvLimits = { recordCharacters: 1_000_000, columns: 1000 };

/** Streams a file's records, formula guards taken off. Holds one chunk and one record in memory, whatever the size. */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>, dialect: CsvDialect): AsyncGenerator<CsvRecord> {
  const parser = parse(parserOptions(dialect.separator));
  const fed = feed(parser, bytes, dialect.encoding);
  try {
    for await (const item of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (item.record.length > csvLimits.columns) throw new CsvUnreadable("too-many-columns", item.info.lines);
      yield { line: firstLine(item), cells: item.record.map(unguardCell) };
    }
    await fed;
  } catch (error) {
    throw toUnreadable(error);
  } finally {
    parser.destroy();
    await fed.catch(() => undefined);
  }
}

function parserOptions(separator: string): Options {
  return {
    delimiter: separator,
    record_delimiter: ["\r\n", "\n", "\r"],
    bom: false,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: csvLimits.recordCharacters,
  };
}

async function feed(
  parser: ReturnType<typeof parse>,
  bytes: AsyncIterable<Uint8Array>,
  encoding: ImportEncoding,
): Promise<void> {
  const decoder = new TextDecoder(encoding);
  try {
    for await (const chunk of bytes) {
      if (parser.destroyed) return;
      if (!parser.write(decoder.decode(chunk, { stream: true }))) await drained(parser);
    }
    parser.end(decoder.decode());
  } catch (error) {
    parser.destroy(error as Error);
  }
}

function drained(parser: ReturnType<typeof parse>): Promise<void> {
  return new Promise((resolve) => {
    if (parser.destroyed) return resolve();
    const done = () => {
      parser.off("drain", done);
      parser.off("close", done);
      resolve();
    };
    parser.once("drain", done);
    parser.once("close", done);
  });
}

// The parser counts the line on which a record ends.
function firstLine(item: { record: string[]; info: { lines: number } }): number {
  const inside = item.record.reduce((count, cell) => count + (cell.match(/\r\n|\n|\r/gu)?.length ?? 0), 0);
  return item.info.lines - inside;
}

const faults: Record<string, CsvFault> = {
  CSV_QUOTE_NOT_CLOSED: "quote-not-closed",
  CSV_MAX_RECORD_SIZE: "record-too-long",
};

function toUnreadable(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  return new CsvUnreadable(faults[error.code] ?? "unreadable", Number((error as { lines?: number }).lines ?? 0));
}
