import { createHash } from "node:crypto";
import type { ContentDraft, ContentFault, ContentInput, ContentVersion } from "../../../contracts/templates.ts";
import { findForeignTokens, findMissingVariables, missing, placeFaults } from "./content-faults.rules.ts";
import { derivePlainText } from "./derive-plain-text.ts";
import { oneLine } from "./merge-language/escape.rules.ts";
import { parseHtml } from "./merge-language/parse-html.rules.ts";
import { parseSubject } from "./merge-language/parse-plain.rules.ts";
import type { Fault } from "./merge-language/program.rules.ts";
import { utf8Length } from "./merge-language/program.rules.ts";
import { sanitiseHtml } from "./sanitise-html.ts";
import { addWayOut } from "./starters/way-out.ts";

export type PreparedContent = Omit<ContentVersion, "contentVersionId"> & { faults: ContentFault[] };

/** Room for values below the 512 KiB that a finished mail may have. */
const longestLiteralBytes = 400 * 1024;

/**
 * What a person wrote, made fit to be sent: harmless HTML, its plain-text part, the variables, and every reason why it
 * may not be saved. Changes nothing and reads nothing.
 */
export function prepareContent(input: ContentInput | ContentDraft): PreparedContent {
  const { kind, language } = input;
  const subject = oneLine(input.subject);
  const clean = hoistSections(sanitiseHtml(input.html)).trim();
  const parsedSubject = parseSubject(subject, language);
  const first = parseHtml(clean, language);
  const html = kind === "marketing" ? addWayOut(clean, language, first.variables) : clean;
  const parsed = html === clean ? first : parseHtml(html, language);
  const derived = derivePlainText(html, parsed.tokens);
  const keys = new Set([...parsed.variables, ...parsedSubject.variables]);
  const inHtml = inOrder([
    ...parsed.faults,
    ...findForeignTokens(parsed, html, kind),
    ...splitFault(derived.split, parsed.faults),
  ]);
  const inSubject = inOrder([...parsedSubject.faults, ...findForeignTokens(parsedSubject, subject, kind)]);
  return {
    kind,
    language,
    subject,
    html,
    text: derived.text,
    variables: [...keys],
    hash: hashContent([language, subject, html, derived.text]),
    faults: [
      ...placeFaults(inSubject, "subject", input.subject),
      ...placeFaults(inHtml, "html", input.html),
      ...findMissingVariables(kind, new Set(parsed.variables)).map((code) => missing(code)),
      ...findEmptiness(subject, derived.text, html),
    ],
  };
}

/** An editor puts `%if …%` in a paragraph of its own; an empty paragraph must not stay when the section is not shown. */
function hoistSections(html: string): string {
  return html.replace(/<p(?: [^<>]*)?>\s*(%(?:if[ \u00a0][^%<>]{1,60}|end)%)\s*<\/p>/gi, "$1");
}

function splitFault(split: string | null, others: readonly Fault[]): Fault[] {
  return split === null || others.length > 0
    ? []
    : [{ code: "variable-split", token: split, start: Number.MAX_SAFE_INTEGER, suggestion: null }];
}

function inOrder(faults: Fault[]): Fault[] {
  return faults.toSorted((left, right) => left.start - right.start);
}

function findEmptiness(subject: string, text: string, html: string): ContentFault[] {
  const faults: ContentFault[] = [];
  if (subject === "") {
    faults.push(missing("nothing-to-read", "subject"));
  }
  if (text === "" && !html.includes("<img")) {
    faults.push(missing("nothing-to-read"));
  }
  if (utf8Length(html) > longestLiteralBytes || utf8Length(text) > longestLiteralBytes) {
    faults.push(missing("too-long"));
  }
  return faults;
}

function hashContent(parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
