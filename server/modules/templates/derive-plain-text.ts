import { convert, type HtmlToTextOptions } from "html-to-text";
import { isNearlyName } from "../../../contracts/merge-names.ts";
import type { MergeToken } from "../../../contracts/merge-syntax.ts";
import { readTokens } from "../../../contracts/merge-syntax.ts";
import { unescapeHtml } from "./merge-language/escape.rules.ts";

/** Characters that no text can hold (the sanitiser removes them) stand for the tokens while the markup goes. */
const before = "\ufdd0";
const after = "\ufdd1";
const marks = /\ufdd0(\d+)\ufdd1/g;
const markAtLineEnd = /\ufdd0(\d+)\ufdd1\n+/g;

export interface DerivedText {
  text: string;
  /** What only looks like a variable once the formatting inside it is gone, as in `%<b>name</b>%`. */
  split: string | null;
}

/** The plain-text part, made once from the template, so that its variables are those of the HTML. */
export function derivePlainText(html: string, tokens: readonly MergeToken[]): DerivedText {
  const marked = convert(markTokens(html, tokens), options).trim();
  const sections = tidySections(marked, tokens);
  const accidents = readTokens(sections);
  const split = accidents.find((token) => token.kind !== "unknown" || isNearlyName(token.name));
  const written = tokens.map((token) => unescapeHtml(html.slice(token.start, token.end)));
  return {
    text: separate(sections, accidents).replace(marks, (_, index) => written[Number(index)] ?? ""),
    split: split ? sections.slice(split.start, split.end) : null,
  };
}

function markTokens(html: string, tokens: readonly MergeToken[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const [index, token] of tokens.entries()) {
    parts.push(html.slice(from, token.start), before, String(index), after);
    from = token.end;
  }
  return parts.join("") + html.slice(from);
}

/** A section that stands on lines of its own leaves no empty lines when it is not shown. */
function tidySections(text: string, tokens: readonly MergeToken[]): string {
  return text.replace(markAtLineEnd, (whole: string, index: string, at: number) => {
    const kind = tokens[Number(index)]?.kind;
    const startsLine = at === 0 || text[at - 1] === "\n";
    return startsLine && (kind === "section" || kind === "end") ? whole.trimEnd() : whole;
  });
}

/** Two cells side by side ("50 %", "off %") must not become a variable in the text. */
function separate(text: string, accidents: readonly MergeToken[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start } of accidents) {
    parts.push(text.slice(from, start + 1), " ");
    from = start + 1;
  }
  return parts.join("") + text.slice(from);
}

const heading = { options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 2 } };
const options: HtmlToTextOptions = {
  wordwrap: false,
  formatters: {
    alternativeText: (element, _walk, builder) => builder.addInline(String(element.attribs.alt ?? "")),
  },
  selectors: [
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, ...heading })),
    { selector: "a", options: { linkBrackets: ["<", ">"], hideLinkHrefIfSameAsText: true } },
    { selector: "img", format: "alternativeText" },
    ...["td", "th"].map((selector) => ({
      selector,
      format: "block",
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
    })),
    { selector: "hr", options: { length: 20 } },
    { selector: "ul", options: { itemPrefix: " - " } },
    { selector: "p", options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
  ],
};
