import { foldForSearch } from "./text-form.rules.ts";

/** D12: `term` begins with, `*term` anywhere, `**term` also in the notes, `//number` jumps to that contact. */
export type SearchTerm =
  | { kind: "everything" }
  | { kind: "begins"; words: string[] }
  | { kind: "anywhere"; text: string; inNotes: boolean }
  | { kind: "number"; contactNumber: number };

const longestNumber = 15;

export function readSearchTerm(typed: string): SearchTerm {
  const text = typed.trim();
  const number = /^\/\/\s*(\d+)$/u.exec(text)?.[1];
  if (number !== undefined && number.length <= longestNumber) return { kind: "number", contactNumber: Number(number) };
  const stars = /^\*{0,2}/u.exec(text)?.[0].length ?? 0;
  const term = foldForSearch(text.slice(stars));
  if (term === "") return { kind: "everything" };
  if (stars > 0) return { kind: "anywhere", text: phoneDigits(term) ?? term, inNotes: stars === 2 };
  const digits = phoneDigits(term);
  return { kind: "begins", words: digits === undefined ? term.split(" ").slice(0, 8) : [digits] };
}

// "+33 6 12", "06.12" and "0033 6 12" are beginnings of one number.
function phoneDigits(term: string): string | undefined {
  if (!/^\+?[\d\s().\-/]{3,}$/u.test(term)) return undefined;
  const digits = term.replace(/\D/gu, "");
  if (digits.length < 3) return undefined;
  return digits.startsWith("00") ? digits.slice(2) : digits;
}

/** The end of the range of all texts that begin with `prefix`, in byte order. */
export function endOfPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
