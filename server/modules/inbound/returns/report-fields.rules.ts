/** Groups of `Name: value` lines with empty lines between them, as RFC 3464 and RFC 5965 write them. Names in lower case. */
export function readFieldGroups(text: string): Map<string, string>[] {
  return text
    .split(/\r?\n[ \t]*(?:\r?\n)+/)
    .map(readFields)
    .filter((group) => group.size > 0);
}

function readFields(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    // The first counts: a second one of the same name was put there by somebody else.
    if (/^[a-z0-9-]+$/.test(name) && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

/** `rfc822; Ada <ada@example.org>` → `ada@example.org`. */
export function addressOfField(value: string | undefined): string | undefined {
  // No address is longer; without the cut, a long hostile line would take its square in time.
  const typed = (value ?? "").slice(0, 400).replace(/^\s*[\w-]+\s*;/, "");
  return /([^\s<>;:"]+@[^\s<>;:"]+)/.exec(typed)?.[1]?.toLowerCase();
}

/** The first RFC 3463 code in a text; `#5.1.1` and `(5.1.1)` too, but no version number and no IP address. */
export function statusIn(text: string): string | null {
  return /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/.exec(text)?.[1] ?? null;
}

export function dateOfField(value: string | undefined): Date | null {
  const time = Date.parse(value ?? "");
  return Number.isNaN(time) ? null : new Date(time);
}
