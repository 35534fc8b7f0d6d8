const toEscape = /["\\]/g;
const firstToEscape = /["\\]/;
/** PostgreSQL reads the years before and after otherwise than JavaScript writes them. */
const yearTenThousand = Date.UTC(10_000, 0);

/**
 * A list as PostgreSQL reads an array of any plain type, for statements that write thousands of texts a second: `pg` searches
 * and copies each of them twice for what it must escape. Undefined for what `pg` alone knows how to write.
 */
export function arrayText(values: readonly unknown[]): string | undefined {
  // One text is made at once; put together from pieces it would leave three of them behind for each value.
  if (values.length > 0 && values.every(isPlainText)) return `{"${values.join('","')}"}`;
  const elements: string[] = [];
  for (const value of values) {
    const element = elementText(value);
    if (element === undefined) return undefined;
    elements.push(element);
  }
  return `{${elements.join(",")}}`;
}

function isPlainText(value: unknown): boolean {
  return typeof value === "string" && !firstToEscape.test(value);
}

function elementText(value: unknown): string | undefined {
  if (typeof value === "string") return `"${firstToEscape.test(value) ? value.replace(toEscape, "\\$&") : value}"`;
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "number" || typeof value === "boolean") return `${value}`;
  return value instanceof Date ? timeText(value) : undefined;
}

function timeText(value: Date): string | undefined {
  const time = value.getTime();
  return time >= 0 && time < yearTenThousand ? `"${value.toISOString()}"` : undefined;
}
