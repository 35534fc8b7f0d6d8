import type { Node } from "oxc-parser";
import { isTestFile } from "./areas.ts";
import type { Finding } from "./finding.ts";
import type { ParsedFile } from "./parse-source.ts";
import { groupForms } from "./phrase-forms.ts";
import { readPhraseUses } from "./read-phrase-uses.ts";
import type { PhraseFile } from "./read-phrases.ts";

/**
 * Phrases that nothing can ask for. Careful on purpose: a key counts as used when any text of the program is the key,
 * or when a computed key could be it, so that what is reported is dead.
 */
export function checkUnusedPhrases(parsed: readonly ParsedFile[], files: readonly PhraseFile[]): Finding[] {
  const sources = parsed.filter((file) => /^(web|server|contracts)\//.test(file.path) && !isTestFile(file.path));
  const texts = collectTexts(sources);
  return files
    .filter((file) => file.language === "en")
    .flatMap((file) =>
      [...groupForms(file.phrases).keys()]
        .filter((key) => !isUsed(file.namespace, key, texts))
        .map((key) => ({ rule: "phrase-unused", path: file.path, line: 1, message: `nothing asks for "${key}"` })),
    );
}

interface ProgramTexts {
  whole: ReadonlySet<string>;
  beginnings: readonly string[];
  ends: readonly string[];
}

function collectTexts(sources: readonly ParsedFile[]): ProgramTexts {
  const texts = { whole: new Set<string>(), beginnings: new Set<string>(), ends: new Set<string>() };
  for (const file of sources) {
    for (const node of file.nodes) {
      collectText(node, texts);
    }
    for (const use of readPhraseUses(file)) {
      (use.isPrefix ? texts.beginnings : texts.whole).add(use.key);
    }
  }
  const withContent = (set: Set<string>) => [...set].filter((text) => text !== "");
  return { whole: texts.whole, beginnings: withContent(texts.beginnings), ends: withContent(texts.ends) };
}

type CollectedTexts = Record<keyof ProgramTexts, Set<string>>;

function collectText(node: Node, texts: CollectedTexts): void {
  if (node.type === "Literal" && typeof node.value === "string") {
    texts.whole.add(withoutNamespace(node.value));
  }
  if (node.type === "TemplateLiteral") {
    collectTemplate(
      node.quasis.map((part) => part.value.cooked ?? ""),
      texts,
    );
  }
}

/** What is computed may begin with a known part; when it begins with a value, only its end says something. */
function collectTemplate(parts: readonly string[], texts: CollectedTexts): void {
  const first = withoutNamespace(parts[0] ?? "");
  if (parts.length === 1) {
    texts.whole.add(first);
  } else if (first === "") {
    texts.ends.add(parts.at(-1) ?? "");
  } else {
    texts.beginnings.add(first);
  }
}

function withoutNamespace(text: string): string {
  return text.slice(text.indexOf(":") + 1);
}

/** An error's phrase is asked for by its code: `errors.taken` of contacts by "contacts.taken". */
function isUsed(namespace: string, key: string, texts: ProgramTexts): boolean {
  const code = key.startsWith("errors.") ? `${namespace}.${key.slice("errors.".length)}` : key;
  const withContext = key.includes("_") && texts.whole.has(key.slice(0, key.lastIndexOf("_")));
  return (
    texts.whole.has(key) ||
    texts.whole.has(code) ||
    withContext ||
    texts.beginnings.some((text) => key.startsWith(text) && !key.startsWith("errors.")) ||
    texts.ends.some((text) => key.endsWith(text))
  );
}
