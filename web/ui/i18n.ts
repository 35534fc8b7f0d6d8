import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import { type Language, languages } from "../../contracts/languages.ts";
import { isLanguage } from "./languages.ts";

const storageKey = "placet.language";
const files = import.meta.glob<{ default: Record<string, unknown> }>("../../i18n/*/*.json");

/** Every `i18n/<language>/<module>.json` is a namespace; one language is one download. */
const catalogs: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (language, namespace, callback) => {
    const load = files[`../../i18n/${language}/${namespace}.json`];
    if (!load) return callback(new Error(`No phrases: ${language}/${namespace}`), null);
    load().then(
      (file) => callback(null, file.default),
      (problem: Error) => callback(problem, null),
    );
  },
};

export async function startI18n(): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(catalogs)
    .use(initReactI18next)
    .init({
      lng: findLanguage(),
      fallbackLng: "en",
      supportedLngs: [...languages],
      load: "languageOnly",
      ns: [...new Set(Object.keys(files).map(namespaceOf))],
      defaultNS: "common",
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}

/** The choice is also kept on this device, for the sign-in page. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language);
  await i18next.changeLanguage(language);
}

function findLanguage(): Language {
  const remembered = localStorage.getItem(storageKey);
  if (isLanguage(remembered)) return remembered;
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage);
  return preferred ?? "en";
}

function namespaceOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1, -".json".length);
}
