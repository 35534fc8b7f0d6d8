import type { ImportSeparator } from "../../../../contracts/contact-imports.ts";
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
