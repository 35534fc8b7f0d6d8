import type { Finding } from "./finding.ts";
import type { SourceFile } from "./parse-source.ts";

export const phraseLanguages = ["en", "fr", "es", "it"] as const;
export type PhraseLanguage = (typeof phraseLanguages)[number];

export interface PhraseFile {
  path: string;
  language: PhraseLanguage;
  namespace: string;
  /** `page.title` → its text; what is no text is kept for the check to refuse. */
  phrases: ReadonlyMap<string, unknown>;
}

export interface ReadPhrases {
  files: readonly PhraseFile[];
  findings: readonly Finding[];
}

const phrasePath = /^i18n\/(en|fr|es|it)\/([a-z-]+)\.json$/;

export function readPhrases(files: readonly SourceFile[]): ReadPhrases {
  const read = files.filter((file) => file.path.startsWith("i18n/")).map(readPhraseFile);
  return {
    files: read.flatMap((each) => ("phrases" in each ? [each] : [])),
    findings: read.flatMap((each) => ("rule" in each ? [each] : [])),
  };
}

function readPhraseFile(file: SourceFile): PhraseFile | Finding {
  const match = phrasePath.exec(file.path);
  const language = phraseLanguages.find((each) => each === match?.[1]);
  if (!language) {
    return { rule: "phrase-file", path: file.path, line: 1, message: "is no i18n/<language>/<module>.json" };
  }
  try {
    const phrases = new Map(flatten(JSON.parse(file.text), ""));
    return { path: file.path, language, namespace: match?.[2] ?? "", phrases };
  } catch (error) {
    return { rule: "phrase-file", path: file.path, line: 1, message: `is no JSON: ${String(error)}` };
  }
}

function flatten(value: unknown, prefix: string): [string, unknown][] {
  if (typeof value !== "object" || value === null) {
    return [[prefix, value]];
  }
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, prefix === "" ? key : `${prefix}.${key}`));
}
