import type { Language } from "./languages.ts";
import { findVariable, isNearlyName, nearestName, normaliseName } from "./merge-names.ts";
import type { TemplateVariable } from "./template-variables.ts";

/** A piece of a text that the merge language gives a meaning to. Offsets are those of the text that was read. */
export type MergeToken = Meaning & { start: number; end: number };

type Meaning =
  | { kind: "value"; variable: TemplateVariable; fallback: string | null }
  | { kind: "section"; variable: TemplateVariable }
  | { kind: "end" }
  | { kind: "unknown"; form: "value" | "section" | "end"; name: string };

/** Name, `|` and fallback together; also what keeps reading linear. */
const longestToken = 240;
const wordPattern = /^\p{L}[\p{L}\p{M}\p{N}]+(?:[ \u00a0_.-]+[\p{L}\p{M}\p{N}]+)*$/u;
const oneWordPattern = /^[\p{L}\p{M}\p{N}_]{2,40}$/u;
const ifPattern = /^if[ \u00a0]+(.+)$/i;
const foreignIfPattern = /^(?:si|se)[ \u00a0]+(.+)$/i;
const foreignEnds = new Set(["fin", "fine", "endif", "finsi", "finse"]);
const urlEscapePattern = /^(?:[0-9A-F]{2}|[0-9a-f]{2}$)/;

/**
 * Finds `%variable%`, `%variable|fallback%`, `%if variable%` and `%end%`. Every other per cent sign is text: prices,
 * URL escapes, styles. Reads each character a fixed number of times.
 */
export function readTokens(text: string): MergeToken[] {
  const tokens: MergeToken[] = [];
  let start = text.indexOf("%");
  while (start >= 0) {
    const close = text.indexOf("%", start + 1);
    if (close < 0) {
      break;
    }
    const meaning = close - start <= longestToken ? readMeaning(text, start, close) : undefined;
    if (meaning) {
      tokens.push({ ...meaning, start, end: close + 1 });
    }
    start = meaning ? text.indexOf("%", close + 1) : close;
  }
  return tokens;
}

/** What someone who wrote an unknown token most probably meant, ready to be put in its place. */
export function suggestToken(token: MergeToken, language: Language): string | null {
  if (token.kind !== "unknown") {
    return null;
  }
  if (token.form === "end") {
    return "%end%";
  }
  const name = findVariable(token.name) ? token.name : nearestName(token.name, language);
  if (name === undefined) {
    return null;
  }
  return token.form === "section" ? `%if ${name}%` : `%${name}%`;
}

function readMeaning(text: string, start: number, close: number): Meaning | undefined {
  const inner = text.slice(start + 1, close);
  if (inner === "" || /^[\s|]|[\r\n<>]/.test(inner)) {
    return undefined;
  }
  const pipe = inner.indexOf("|");
  const name = pipe < 0 ? inner : inner.slice(0, pipe).trimEnd();
  const variable = findVariable(name);
  if (variable) {
    return { kind: "value", variable, fallback: pipe < 0 ? null : inner.slice(pipe + 1).trim() };
  }
  const directive = pipe < 0 ? readDirective(inner) : undefined;
  return directive ?? readUnknown(name, text[start - 1] ?? "");
}

function readDirective(inner: string): Meaning | undefined {
  const normalised = normaliseName(inner);
  if (normalised === "end") {
    return { kind: "end" };
  }
  if (foreignEnds.has(normalised)) {
    return { kind: "unknown", form: "end", name: inner };
  }
  const condition = ifPattern.exec(inner)?.[1];
  return condition === undefined
    ? readForeignSection(foreignIfPattern.exec(inner)?.[1])
    : readSection(condition, findVariable(condition));
}

function readSection(condition: string, variable: TemplateVariable | undefined): Meaning | undefined {
  if (variable) {
    return { kind: "section", variable };
  }
  const isMisspelt = oneWordPattern.test(condition) || isNearlyName(condition);
  return isMisspelt ? { kind: "unknown", form: "section", name: condition } : undefined;
}

function readForeignSection(condition: string | undefined): Meaning | undefined {
  return condition !== undefined && isNearlyName(condition)
    ? { kind: "unknown", form: "section", name: condition }
    : undefined;
}

/** A word between two per cent signs that is no variable: misspelt, or a text with prices or URL escapes in it? */
function readUnknown(name: string, before: string): Meaning | undefined {
  if (!wordPattern.test(name)) {
    return undefined;
  }
  const mayBeText = /[ \u00a0]/.test(name) || /\d/.test(before) || urlEscapePattern.test(name);
  return mayBeText && !isNearlyName(name) ? undefined : { kind: "unknown", form: "value", name };
}
