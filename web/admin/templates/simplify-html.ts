import { generateHTML, generateJSON } from "@tiptap/core";
import { richTextExtensions } from "./rich-text-extensions.ts";
import { htmlForMail } from "./rich-text-limits.ts";

/** What the text view keeps of an HTML: words, headings, lists, links and pictures. */
export function simplifyHtml(html: string): string {
  return htmlForMail(generateHTML(generateJSON(html, richTextExtensions), richTextExtensions));
}
