import { tidyLine, toLower, toUpper } from "./text-form.rules.ts";

// Written small inside a first name ("María de los Ángeles"), capitalised when they begin it.
const particles = new Set(
  ["d", "da", "das", "de", "dei", "del", "della", "delle", "den", "der", "di", "do", "dos", "du"].concat([
    "e",
    "la",
    "las",
    "les",
    "los",
    "of",
    "ten",
    "ter",
    "van",
    "von",
    "y",
    "zu",
    "zur",
  ]),
);

// A capital inside a word is meant ("DeShawn", "MacKenzie") when the word also has small letters before and after it.
const meantCapital = /^\p{Lu}\p{Ll}+\p{Lu}\p{Ll}+$/u;

/** X74: the surname in capitals, accents kept: "lévêque" → "LÉVÊQUE". */
export function formLastName(typed: string): string {
  return toUpper(tidyLine(typed));
}

/** X75: the city in capitals: "Saint-Étienne" → "SAINT-ÉTIENNE". */
export function formCity(typed: string): string {
  return toUpper(tidyLine(typed));
}

/** X74: each part of the first name capitalised: "jean-pierre" → "Jean-Pierre", "ÉLODIE" → "Élodie". */
export function formFirstName(typed: string): string {
  return tidyLine(typed)
    .split(" ")
    .map((word, position) => formWord(word, position > 0))
    .join(" ");
}

function formWord(word: string, isInside: boolean): string {
  if (isInside && particles.has(toLower(word))) return toLower(word);
  return word
    .split(/([-‐‑.'’ʼ])/u)
    .map((part) => (meantCapital.test(part) ? part : capitalise(part)))
    .join("");
}

function capitalise(part: string): string {
  const [first = "", ...rest] = Array.from(part);
  const [capital = "", ...expanded] = Array.from(toUpper(first));
  return `${capital}${toLower(expanded.join("") + rest.join(""))}`.normalize("NFC");
}

/** How a contact is called in lists: "DUPONT Julien", else the company, else what is left to call them by. */
export function displayName(
  parts: { lastName: string; firstName: string; company: string },
  otherwise: string,
): string {
  const person = [parts.lastName, parts.firstName].filter((part) => part !== "").join(" ");
  return person || parts.company || otherwise;
}

export interface SplitName {
  lastName: string;
  firstName: string;
}

/**
 * One column with the whole name. A part in capitals is the surname wherever it stands ("Julien DUPONT", "DUPONT
 * Julien"); with a comma the surname is before it; else the first word is the first name.
 */
export function splitFullName(typed: string): SplitName {
  const whole = tidyLine(typed);
  const comma = whole.indexOf(",");
  if (comma > 0) return { lastName: whole.slice(0, comma).trim(), firstName: whole.slice(comma + 1).trim() };
  const words = whole.split(" ");
  if (words.length === 1) return { lastName: whole, firstName: "" };
  const loud = words.filter(isLoud);
  if (loud.length > 0 && loud.length < words.length) {
    return { lastName: loud.join(" "), firstName: words.filter((word) => !isLoud(word)).join(" ") };
  }
  return { firstName: words[0] ?? "", lastName: words.slice(1).join(" ") };
}

function isLoud(word: string): boolean {
  return /\p{Lu}.*\p{Lu}/u.test(word) && !/\p{Ll}/u.test(word);
}
