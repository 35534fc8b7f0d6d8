import { checkPhraseUse } from "./check-phrase-use.ts";
import { checkUnusedPhrases } from "./check-unused-phrases.ts";
import type { Finding } from "./finding.ts";
import type { ParsedFile, SourceFile } from "./parse-source.ts";
import { groupForms, type PhraseForms, pluralForms, variablesOf } from "./phrase-forms.ts";
import { type PhraseFile, phraseLanguages, readPhrases } from "./read-phrases.ts";

/** Every phrase stands in four languages with the forms and variables it needs, and every key that is used exists. */
export function checkPhrases(files: readonly SourceFile[], parsed: readonly ParsedFile[]): Finding[] {
  const read = readPhrases(files);
  const namespaces = new Set(read.files.map((file) => file.namespace));
  return [
    ...read.findings,
    ...[...namespaces].flatMap((namespace) => checkNamespace(namespace, read.files)),
    ...read.files.flatMap(checkTexts),
    ...checkPhraseUse(parsed, read.files),
    ...checkUnusedPhrases(parsed, read.files),
  ];
}

function checkNamespace(namespace: string, files: readonly PhraseFile[]): Finding[] {
  const english = files.find((file) => file.namespace === namespace && file.language === "en");
  return phraseLanguages.flatMap((language) => {
    const path = `i18n/${language}/${namespace}.json`;
    const file = files.find((each) => each.path === path);
    if (!file) {
      return [finding(path, "phrase-language", "does not exist, though another language has it")];
    }
    return english && file !== english ? compareWithEnglish(english, file) : [];
  });
}

function compareWithEnglish(english: PhraseFile, file: PhraseFile): Finding[] {
  const wanted = groupForms(english.phrases);
  const present = groupForms(file.phrases);
  const missing = [...wanted.keys()].filter((key) => !present.has(key));
  const surplus = [...present.keys()].filter((key) => !wanted.has(key));
  return [
    ...missing.map((key) => finding(file.path, "phrase-keys", `"${key}" is missing`)),
    ...surplus.map((key) => finding(file.path, "phrase-keys", `"${key}" is not in English`)),
    ...[...wanted.values()].flatMap((phrase) => comparePhrase(phrase, present.get(phrase.key), file)),
  ];
}

function comparePhrase(wanted: PhraseForms, present: PhraseForms | undefined, file: PhraseFile): Finding[] {
  if (!present) {
    return [];
  }
  const expected = fullText(wanted);
  const text = fullText(present);
  const differs = variablesOf(expected).join() !== variablesOf(text).join();
  const untranslated = expected === text && isSentence(text);
  return [
    ...(differs ? [finding(file.path, "phrase-variables", `"${wanted.key}" has other variables than in English`)] : []),
    ...(untranslated ? [finding(file.path, "phrase-untranslated", `"${wanted.key}" is the English text`)] : []),
  ];
}

function fullText(phrase: PhraseForms): unknown {
  return phrase.forms.get("other") ?? phrase.forms.get("");
}

/** Names and single words may be alike in two languages; four words in a row are not. */
function isSentence(text: unknown): boolean {
  return (
    typeof text === "string" &&
    text
      .replaceAll(/\{\{[^}]*\}\}/g, "")
      .split(/\s+/)
      .filter(isWord).length >= 4
  );
}

function isWord(part: string): boolean {
  return /^\p{L}{2,}/u.test(part);
}

function checkTexts(file: PhraseFile): Finding[] {
  return [...groupForms(file.phrases).values()].flatMap((phrase) => [
    ...emptyTexts(file, phrase),
    ...wrongForms(file, phrase),
    ...looseMarks(file, phrase),
  ]);
}

/** French puts a space before some marks and inside its quotation marks; a line must not break there. */
function looseMarks(file: PhraseFile, phrase: PhraseForms): Finding[] {
  const isLoose = (text: unknown) => typeof text === "string" && / [?!;:»]|« /u.test(text);
  return file.language === "fr" && [...phrase.forms.values()].some(isLoose)
    ? [finding(file.path, "phrase-marks", `"${phrase.key}" needs a no-break space (U+00A0) beside a mark`)]
    : [];
}

function emptyTexts(file: PhraseFile, phrase: PhraseForms): Finding[] {
  const isEmpty = [...phrase.forms.values()].some((text) => typeof text !== "string" || text.trim() === "");
  return isEmpty ? [finding(file.path, "phrase-empty", `"${phrase.key}" has no text`)] : [];
}

/** A form may leave variables out ("one contact"), but must not ask for one that nobody gives. */
function wrongForms(file: PhraseFile, phrase: PhraseForms): Finding[] {
  if (phrase.forms.has("")) {
    return [];
  }
  const missing = pluralForms[file.language].filter((form) => !phrase.forms.has(form));
  const known = variablesOf(fullText(phrase));
  const surplus = [...phrase.forms.values()].flatMap(variablesOf).filter((name) => !known.includes(name));
  return [
    ...missing.map((form) => finding(file.path, "phrase-plural", `"${phrase.key}" lacks the form _${form}`)),
    ...surplus.map((name) =>
      finding(file.path, "phrase-variables", `"${phrase.key}" has {{${name}}} in one form only`),
    ),
  ];
}

function finding(path: string, rule: string, message: string): Finding {
  return { rule, path, line: 1, message };
}
