import type { ImportColumn, ImportField, ImportPeople, ImportTool } from "../../../../contracts/contact-imports.ts";

export interface DraftRules {
  columns: ImportColumn[];
  tool: ImportTool;
  people: ImportPeople;
  /** ISO 3166, for phone numbers without country code. */
  country: string;
}

/** The cells of one row by what they mean: for each field, its filled cells with their groups, in the file's order. */
export interface CellsOfRow {
  values: Map<ImportField, { value: string; group: number; header: string }[]>;
}

export function readCells(cells: string[], columns: ImportColumn[]): CellsOfRow {
  const values: CellsOfRow["values"] = new Map();
  for (const { column, field, group, header } of columns) {
    const value = cells[column] ?? "";
    if (field === "ignore" || value.trim() === "") continue;
    values.set(field, [...(values.get(field) ?? []), { value, group, header }]);
  }
  return { values };
}

export function firstOf(row: CellsOfRow, field: ImportField): string {
  return row.values.get(field)?.[0]?.value ?? "";
}

export interface UnusableAddress {
  header: string;
  typed: string;
}
