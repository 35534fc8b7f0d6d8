import { useNavigate, useSearch } from "@tanstack/react-router";

export type Filters = { [name: string]: string | string[] | undefined };

/** For a route's `validateSearch`: takes the named filters as text or lists of text, and drops the rest. */
export function readFilters(raw: Record<string, unknown>, names: readonly string[]): Filters {
  const filters: Filters = {};
  for (const name of names) {
    const value = readValue(raw[name]);
    if (value !== undefined) filters[name] = value;
  }
  return filters;
}

type FilterChange<T> = { [Name in keyof T]?: T[Name] | undefined };

/**
 * The filters in the address, and a change of some of them (undefined clears). Any change but of the cursor goes back to
 * the first page. Typing replaces the address instead of filling the history.
 */
export function useFilters<T extends Filters = Filters>(): [T, (change: FilterChange<T>) => void] {
  const filters = useSearch({ strict: false }) as T;
  const navigate = useNavigate();
  const change = (some: FilterChange<T>) => {
    const isPaging = "cursor" in some;
    const next = clean({ ...filters, ...(!isPaging && { cursor: undefined }), ...some });
    void navigate({ to: ".", search: next, replace: !isPaging, resetScroll: isPaging });
  };
  return [filters, change];
}

export function clean(filters: Filters): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined && value.length > 0));
}

// The router reads ?search=12 as a number and ?kind=a as text; an address typed by hand may hold anything.
function readValue(value: unknown): string | string[] | undefined {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  return undefined;
}
