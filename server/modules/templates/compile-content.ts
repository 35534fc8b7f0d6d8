import type { ContentVersion } from "../../../contracts/templates.ts";
import { parseHtml } from "./merge-language/parse-html.rules.ts";
import { parsePlain, parseSubject } from "./merge-language/parse-plain.rules.ts";
import type { Program } from "./merge-language/program.rules.ts";

/** Read once per content version, rendered once per recipient. */
export interface CompiledContent {
  subject: Program;
  html: Program;
  text: Program;
  /** Keys of every variable in it. */
  variables: readonly string[];
}

type Content = Pick<ContentVersion, "language" | "subject" | "html" | "text">;

/** Expects a saved version: sanitised and without faults. */
export function compileContent(content: Content): CompiledContent {
  const { language } = content;
  const subject = parseSubject(content.subject, language);
  const html = parseHtml(content.html, language);
  const text = parsePlain(content.text, language);
  const variables = new Set([subject, html, text].flatMap((parsed) => parsed.variables));
  return { subject: subject.program, html: html.program, text: text.program, variables: [...variables] };
}
