import { type Language, languages } from "../../../../contracts/languages.ts";
import type { automaticKinds, Starter } from "../../../../contracts/templates.ts";
import { english } from "./en.ts";
import { spanish } from "./es.ts";
import { french } from "./fr.ts";
import { italian } from "./it.ts";
import type { StarterSet } from "./starter-text.ts";

const sets: Readonly<Record<Language, StarterSet>> = { en: english, fr: french, es: spanish, it: italian };

/** Texts to begin with, so that nobody starts from an empty page. Nothing is stored until somebody saves one. */
export function listStarters(language?: Language): Starter[] {
  return (language ? [language] : [...languages]).flatMap((each) => {
    const { consentRequest, newsletter, simpleMessage } = sets[each];
    return [
      { starter: "newsletter", kind: "marketing" as const, language: each, ...newsletter },
      { starter: "simple-message", kind: "personal" as const, language: each, ...simpleMessage },
      { starter: "consent-request", kind: "consent-request" as const, language: each, ...consentRequest },
    ];
  });
}

/** Our own wording of an automatic message. */
export function getStarter(kind: (typeof automaticKinds)[number], language: Language): Starter {
  const starter = listStarters(language).find((each) => each.kind === kind);
  if (!starter) {
    throw new Error(`There is no starter of kind ${kind}.`);
  }
  return starter;
}
