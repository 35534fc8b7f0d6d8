/**
 * Where a value stands. A value is data: it is made harmless for its place and never read as a template, as markup or
 * as a second header.
 */
export type Position = "html-text" | "attribute" | "url" | "link" | "header" | "plain";

const longestValue = 5_000;

/** Where a link without an address leads. */
export const nowhere = "#";
/** Control characters, and code points that are no characters; a header also counts every space as a line's end. */
const forbidden = /[^\P{Cc}\t\n]|\p{Noncharacter_Code_Point}/gu;
const lineBreaks = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;
const htmlCharacters = /[&<>"']/g;
const htmlReferences: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const harmlessWord = /^[!-~]+(?: [!-~]+)*$/;
const safeLink = /^(?:https?:\/\/|mailto:|tel:)/i;

/** The value as it may appear anywhere: well-formed, of bounded length, without control characters. Blank is nothing. */
export function cleanValue(value: unknown): string {
  if (typeof value !== "string") {
    return "";
  }
  if (value.length <= longestValue && harmlessWord.test(value)) {
    return value;
  }
  const text = cleanText(value.slice(0, longestValue));
  return text.trim() === "" ? "" : text;
}

/** Parsers disagree about exactly what is taken out here. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, "\n").toWellFormed().replace(forbidden, "");
}

/** `text` comes from `cleanValue`. */
export function escapeFor(position: Position, text: string): string {
  switch (position) {
    case "html-text":
    case "attribute":
      return escapeHtml(text);
    case "url":
      return encodeURIComponent(text).replaceAll("'", "%27");
    case "link":
      return safeLink.test(text) ? escapeHtml(text) : nowhere;
    case "header":
      return oneLine(text);
    case "plain":
      return text;
    default:
      return position satisfies never;
  }
}

export function oneLine(text: string): string {
  return text.replace(lineBreaks, " ").trim();
}

export function escapeHtml(text: string): string {
  return text.replace(htmlCharacters, (character) => htmlReferences[character] ?? character);
}

/** The reverse of what the sanitiser writes; it writes no other references. */
export function unescapeHtml(html: string): string {
  return html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
