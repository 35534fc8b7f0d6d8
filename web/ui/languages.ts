import { type Language, languages } from "../../contracts/languages.ts";

/** Each language in its own name: who looks for it may not read the others. */
export const languageNames: Record<Language, string> = {
  en: "English",
  fr: "Français",
  es: "Español",
  it: "Italiano",
};

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}
