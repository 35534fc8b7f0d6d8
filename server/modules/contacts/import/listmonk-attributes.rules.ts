import { meaningOf } from "./map-columns.rules.ts";
import type { CellsOfRow } from "./row-cells.rules.ts";

/**
 * listmonk keeps what it knows of a person in one JSON cell. Its plain values are read as if they were columns; a cell
 * that is no object is left alone.
 */
export function spreadAttributes(row: CellsOfRow): void {
  for (const { value } of row.values.get("attributes") ?? []) {
    for (const [name, held] of Object.entries(parseObject(value))) {
      const { field } = meaningOf(name.replaceAll("_", " ")).meaning;
      const text = plainText(held);
      if (field === "ignore" || field === "attributes" || text === "") continue;
      const known = row.values.get(field) ?? [];
      row.values.set(field, [...known, { value: text, group: 1 + known.length, header: name }]);
    }
  }
}

function parseObject(text: string): Record<string, unknown> {
  if (text.length > 20_000) return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

function plainText(held: unknown): string {
  if (typeof held === "string") return held;
  if (typeof held === "number") return String(held);
  if (Array.isArray(held)) return held.filter((one) => typeof one === "string").join(";");
  return "";
}
