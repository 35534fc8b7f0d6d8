import type { ImportEncoding, ImportSeparator } from "../../../../contracts/contact-imports.ts";
import { guardCell } from "./formula-guard.rules.ts";

export interface CsvForm {
  separator: ImportSeparator;
  lineEnd: "\r\n" | "\n" | "\r";
}

/** One record of a file, with its line end. No cell is a formula to a spreadsheet; `readCsv` gives the values back. */
export function writeRecord(cells: readonly string[], form: CsvForm): string {
  if (cells.length === 1 && cells[0] === "") return `""${form.lineEnd}`;
  return `${cells.map((cell) => writeCell(cell, form.separator)).join(form.separator)}${form.lineEnd}`;
}

function writeCell(value: string, separator: string): string {
  const cell = guardCell(value.replaceAll("\u0000", ""));
  const needsQuotes = cell.includes(separator) || /["\r\n\ufeff]|^\s|\s$/u.test(cell);
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export type TextEncodingName = ImportEncoding | "utf-8-without-mark";

/** Throws when the text has a character that the encoding lacks: a silent question mark would be a lost name. */
export function encodeText(text: string, encoding: TextEncodingName): Uint8Array {
  if (encoding === "windows-1252") return encodeWindows1252(text);
  if (encoding === "utf-8") return Buffer.from(`\ufeff${text}`, "utf8");
  if (encoding === "utf-8-without-mark") return Buffer.from(text, "utf8");
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return encoding === "utf-16le" ? bytes : bytes.swap16();
}

let windows1252: Map<string, number> | undefined;

function encodeWindows1252(text: string): Uint8Array {
  windows1252 ??= makeWindows1252();
  return Uint8Array.from(Array.from(text), (character) => {
    const byte = windows1252?.get(character);
    if (byte === undefined) throw new RangeError(`windows-1252 has no ${JSON.stringify(character)}`);
    return byte;
  });
}

function makeWindows1252(): Map<string, number> {
  const decoder = new TextDecoder("windows-1252");
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
}
