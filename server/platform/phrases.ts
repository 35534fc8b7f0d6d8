import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInstance, type i18n } from "i18next";
import { type Language, languages } from "../../contracts/languages.ts";

const folder = path.resolve(import.meta.dirname, "../../i18n");

let instance: i18n | undefined;

/** `phrase("fr", "consent:page.title", { company: "…" })`. Values are put in as they are: escape where you print. */
export function phrase(language: Language, key: string, values: Record<string, string | number> = {}): string {
  instance ??= loadPhrases();
  return instance.t(key, { ...values, lng: language });
}

function loadPhrases(): i18n {
  const resources = Object.fromEntries(languages.map((language) => [language, readLanguage(language)]));
  const loaded = createInstance();
  void loaded.init({ resources, fallbackLng: "en", initAsync: false, interpolation: { escapeValue: false } });
  return loaded;
}

function readLanguage(language: Language): Record<string, object> {
  const files = readdirSync(path.join(folder, language)).filter((file) => file.endsWith(".json"));
  return Object.fromEntries(
    files.map((file) => [
      file.replace(/\.json$/, ""),
      JSON.parse(readFileSync(path.join(folder, language, file), "utf8")) as object,
    ]),
  );
}
