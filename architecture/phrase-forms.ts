import type { PhraseLanguage } from "./read-phrases.ts";

/** The plural forms that a count can ask for; French, Spanish and Italian have one for whole millions. */
export const pluralForms: Record<PhraseLanguage, readonly string[]> = {
  en: ["one", "other"],
  fr: ["one", "many", "other"],
  es: ["one", "many", "other"],
  it: ["one", "many", "other"],
};

const suffix = /^(.+)_(zero|one|two|few|many|other)$/;

export interface PhraseForms {
  /** The key that the program uses. */
  key: string;
  /** By plural form; "" for a phrase without plural. */
  forms: ReadonlyMap<string, unknown>;
}

/** Puts `x_one` and `x_other` together as the forms of `x`; a key counts as plural when it has the form `other`. */
export function groupForms(phrases: ReadonlyMap<string, unknown>): Map<string, PhraseForms> {
  const grouped = new Map<string, PhraseForms & { forms: Map<string, unknown> }>();
  for (const [name, text] of phrases) {
    const match = suffix.exec(name);
    const isForm = match?.[1] !== undefined && phrases.has(`${match[1]}_other`);
    const key = isForm ? (match[1] ?? name) : name;
    const entry = grouped.get(key) ?? { key, forms: new Map<string, unknown>() };
    entry.forms.set(isForm ? (match[2] ?? "") : "", text);
    grouped.set(key, entry);
  }
  return grouped;
}

/** `{{count, number}}` is the variable `count`. */
export function variablesOf(text: unknown): string[] {
  const found = typeof text === "string" ? [...text.matchAll(/\{\{-?\s*([^},\s]+)[^}]*\}\}/g)] : [];
  return [...new Set(found.map((match) => match[1] ?? ""))].sort();
}
