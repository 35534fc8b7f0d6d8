import { languages } from "../../../../contracts/languages.ts";

/** What people write besides the country's own name. */
const alsoCalled: Record<string, readonly string[]> = {
  GB: [
    ...["UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"],
    ...["Grande-Bretagne", "Angleterre", "Gran Bretaña", "Inglaterra", "Gran Bretagna", "Inghilterra"],
  ],
};

/** How a country is written on a contact's address, in small letters: its code, and its name in each language. */
export function listCountryNames(code: string): string[] {
  const own = languages.map((language) => new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code);
  return [...new Set([code, ...own, ...(alsoCalled[code] ?? [])].flatMap(spellings))];
}

/** With accents and without; and as a database writes "ESPAÑA" small that knows no letters but the plain ones. */
function spellings(name: string): string[] {
  const plain = name.normalize("NFD").replace(/\p{Mn}/gu, "");
  const half = name.toUpperCase().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return [name.toLowerCase(), plain.toLowerCase(), half];
}
