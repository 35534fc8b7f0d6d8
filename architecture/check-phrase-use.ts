import type { Node } from "oxc-parser";
import { isTestFile } from "./areas.ts";
import type { Finding } from "./finding.ts";
import { lineOf, type ParsedFile } from "./parse-source.ts";
import { groupForms } from "./phrase-forms.ts";
import { type PhraseUse, readPhraseUses } from "./read-phrase-uses.ts";
import type { PhraseFile } from "./read-phrases.ts";

/** The phrases that code names, and those of the error codes, exist in English; the other languages follow English. */
export function checkPhraseUse(parsed: readonly ParsedFile[], files: readonly PhraseFile[]): Finding[] {
  const keys = readKeys(files);
  const sources = parsed.filter((file) => /^(web|server|contracts)\//.test(file.path) && !isTestFile(file.path));
  return [
    ...sources.flatMap((file) => {
      const uses = readPhraseUses(file);
      return [...uses.flatMap((use) => checkUse(file, use, keys)), ...checkQualifiedKeys(file, uses, keys)];
    }),
    ...sources.filter((file) => file.path === "contracts/errors.ts").flatMap((file) => checkErrorCodes(file, keys)),
  ];
}

type KeysByNamespace = ReadonlyMap<string, ReadonlySet<string>>;

function readKeys(files: readonly PhraseFile[]): KeysByNamespace {
  const english = files.filter((file) => file.language === "en");
  return new Map(english.map((file) => [file.namespace, new Set(groupForms(file.phrases).keys())]));
}

function checkUse(file: ParsedFile, use: PhraseUse, keys: KeysByNamespace): Finding[] {
  const namespaces = use.namespaces ?? [...keys.keys()];
  const known = use.key === "" || namespaces.some((namespace) => hasKey(keys.get(namespace), use));
  const where = use.namespaces ? use.namespaces.join(", ") : "any namespace";
  return known ? [] : [finding(file, use.line, `"${use.key}${use.isPrefix ? "…" : ""}" is not in ${where}`)];
}

/** `key_context` answers a use of `key`. */
function hasKey(keys: ReadonlySet<string> | undefined, { key, isPrefix }: { key: string; isPrefix: boolean }): boolean {
  const beginning = isPrefix ? key : `${key}_`;
  return keys !== undefined && (keys.has(key) || [...keys].some((each) => each.startsWith(beginning)));
}

/** A text like "contacts:navigation" is a key wherever it stands, also in data that is translated later. */
function checkQualifiedKeys(file: ParsedFile, uses: readonly PhraseUse[], keys: KeysByNamespace): Finding[] {
  const findings: Finding[] = [];
  for (const node of file.nodes) {
    const match = /^([a-z-]+):([a-zA-Z][\w-]*(?:\.[\w-]+)*)$/.exec(textOf(node) ?? "");
    const namespace = keys.get(match?.[1] ?? "");
    if (match?.[2] !== undefined && namespace && !hasKey(namespace, { key: match[2], isPrefix: false })) {
      findings.push(finding(file, lineOf(file.text, node.start), `"${match[2]}" is not in ${match[1]}`));
    }
  }
  const reported = new Set(uses.map((use) => use.line));
  return findings.filter((each) => !reported.has(each.line));
}

function checkErrorCodes(file: ParsedFile, keys: KeysByNamespace): Finding[] {
  const findings: Finding[] = [];
  for (const node of file.nodes) {
    const code = node.type === "Property" ? textOf(node.key) : undefined;
    const [namespace = "", words = ""] = code?.split(".") ?? [];
    if (code !== undefined && words !== "" && !keys.get(namespace)?.has(`errors.${words}`)) {
      findings.push({
        rule: "error-phrase",
        path: file.path,
        line: lineOf(file.text, node.start),
        message: `"${code}" has no phrase errors.${words} in ${namespace}`,
      });
    }
  }
  return findings;
}

function textOf(node: Node): string | undefined {
  return node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}

function finding(file: ParsedFile, line: number, message: string): Finding {
  return { rule: "phrase-use", path: file.path, line, message };
}
