import type { ContactKind, ContactStatus, ImportRefusalReason } from "../../../../contracts/contacts.ts";
import type { Language } from "../../../../contracts/languages.ts";
import { foldForSearch, tidyLine } from "../text-form.rules.ts";
import { knownLabels } from "./column-names.rules.ts";

const yes = new Set(["yes", "y", "oui", "o", "si", "s", "1", "true", "vrai", "vero", "verdadero", "x", "✓", "✔"]);

/** Anything that another tool writes for "this person said no"; a date says it too. */
export function meansYes(cell: string): boolean {
  const folded = foldForSearch(cell);
  return (
    yes.has(folded) || subscriptionWords.get(folded) !== undefined || /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/u.test(folded)
  );
}

const subscriptionWords = new Map<string, ImportRefusalReason>([
  ...[
    "unsubscribed",
    "opted out",
    "optout",
    "blocklisted",
    "blacklisted",
    "blocked",
    "desabonne",
    "desinscrit",
    "desinscrite",
    "dado de baja",
    "baja",
    "disiscritto",
    "annullata",
  ].map((word): [string, ImportRefusalReason] => [word, "unsubscribed"]),
  ...["cleaned", "bounced", "hard bounced", "hard bounce", "invalid"].map((word): [string, ImportRefusalReason] => [
    word,
    "bounced",
  ]),
  ...["complained", "complaint", "spam", "abuse"].map((word): [string, ImportRefusalReason] => [word, "complained"]),
]);

/** A column "status" holds either what somebody is to us, or whether they still receive the newsletter. */
export function readRefusalWord(cell: string): ImportRefusalReason | undefined {
  return subscriptionWords.get(foldForSearch(cell));
}

const statusWords = new Map<string, ContactStatus>([
  ...["client", "cliente", "customer", "evangelist"].map((word): [string, ContactStatus] => [word, "client"]),
  ...[
    "prospect",
    "prospecto",
    "lead",
    "subscriber",
    "opportunity",
    "marketing qualified lead",
    "sales qualified lead",
    "potenziale",
    "prospetto",
  ].map((word): [string, ContactStatus] => [word, "prospect"]),
  ["nc", "nc"],
]);
export function readStatus(cell: string): ContactStatus | null {
  return statusWords.get(foldForSearch(cell)) ?? null;
}

const kindWords = new Map<string, ContactKind>([
  ...["client", "cliente", "customer"].map((word): [string, ContactKind] => [word, "client"]),
  ...["supplier", "vendor", "fournisseur", "proveedor", "fornitore"].map((word): [string, ContactKind] => [
    word,
    "supplier",
  ]),
  ...["directory", "annuaire", "repertoire", "directorio", "agenda", "rubrica"].map((word): [string, ContactKind] => [
    word,
    "directory",
  ]),
]);
export function readKind(cell: string): ContactKind | null {
  return kindWords.get(foldForSearch(cell)) ?? null;
}

const languageWords: Record<Language, string[]> = {
  en: ["english", "anglais", "ingles", "inglese"],
  fr: ["french", "francais", "frances", "francese"],
  es: ["spanish", "espagnol", "espanol", "spagnolo", "castellano"],
  it: ["italian", "italien", "italiano"],
};
export function readLanguage(cell: string): Language | "" {
  const folded = foldForSearch(cell);
  const codes = Object.keys(languageWords) as Language[];
  return (
    codes.find((code) => new RegExp(`^${code}(?:[-_]|$)`, "u").test(folded) || languageWords[code].includes(folded)) ??
    ""
  );
}

/** Several values in one cell, as Google (" ::: "), Mailchimp (quoted, commas) and others write them. */
export function readTags(cell: string): string[] {
  const parts = cell.includes(":::") ? cell.split(":::") : (cell.match(/"(?:[^"]|"")*"|[^",;|]+/gu) ?? []);
  const tags = parts
    .map((part) =>
      tidyLine(
        part
          .trim()
          .replace(/^"(.*)"$/su, "$1")
          .replaceAll('""', '"'),
      ),
    )
    // Google's own groups ("* myContacts", "* starred") say nothing about the person.
    .filter((tag) => tag !== "" && !tag.startsWith("* "));
  return [...new Set(tags.map((tag) => Array.from(tag).slice(0, 60).join("")))].slice(0, 50);
}

/** "* Work" → "work", "Bureau" → "work"; words of one's own stay. */
export function readLabel(cell: string): string {
  const label = tidyLine(cell.replace(/^\*\s*/u, ""));
  const folded = foldForSearch(label);
  if (folded === "smtp" || folded === "ex") return "";
  return knownLabels.get(folded) ?? Array.from(label).slice(0, 40).join("");
}

/** The moment that a cell names, as UTC; null when it is none, or when day and month cannot be told apart. */
export function readDate(cell: string): string | null {
  const text = cell.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?/u.exec(text);
  if (iso) return toMoment([iso[1], iso[2], iso[3], iso[4], iso[5], iso[6]].map((part) => Number(part ?? 0)));
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?/u.exec(text);
  if (!local) return null;
  const [first = 0, second = 0, year = 0, hour = 0, minute = 0, seconds = 0] = local
    .slice(1)
    .map((part) => Number(part ?? 0));
  if (first <= 12 && second <= 12 && first !== second) return null;
  const [day, month] = first > 12 ? [first, second] : [second, first];
  return toMoment([year, month, day, hour, minute, seconds]);
}

function toMoment([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: number[]): string | null {
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isReal = moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day && year >= 1990 && year < 2100;
  return isReal ? moment.toISOString() : null;
}
