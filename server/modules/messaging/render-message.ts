import type { Language } from "../../../contracts/languages.ts";
import type { MergeValues } from "../../../contracts/template-variables.ts";
import { phrase } from "../../platform/phrases.ts";
import type { Platform } from "../../platform/platform.ts";
import { type RenderedContent, renderContent } from "../templates/index.ts";
import type { KnownContent } from "./compiled-content.ts";
import { type LinkedMessage, linksOf, readerOf } from "./message-links.ts";

export interface MessageToRender extends LinkedMessage {
  mergeValues: MergeValues;
  isSecondCopy: boolean;
}

/** The same for sending and for the history: nothing but the row, its content version and our keys goes in. */
export function renderMessage(platform: Platform, content: KnownContent, message: MessageToRender): RenderedContent {
  const rendered = renderContent(content.compiled, valuesOf(platform, content, message));
  return message.isSecondCopy ? markAsSecondCopy(content.language, rendered) : rendered;
}

/** What the row holds, and the links that are made anew each time. */
export function valuesOf(platform: Platform, content: KnownContent, message: MessageToRender): MergeValues {
  const named = content.compiled.variables;
  return { ...message.mergeValues, ...linksOf(platform, message, named), ...readerOf(platform, message, named) };
}

function markAsSecondCopy(language: Language, rendered: RenderedContent): RenderedContent {
  const note = phrase(language, "messaging:second-copy");
  return {
    subject: rendered.subject,
    html: `<p><small>${note}</small></p>${rendered.html}`,
    text: `${note}\n\n${rendered.text}`,
  };
}
