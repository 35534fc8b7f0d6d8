import { exampleValues } from "../../../contracts/template-variables.ts";
import type { ContentCheck, ContentDraft } from "../../../contracts/templates.ts";
import { compileContent } from "./compile-content.ts";
import { prepareContent } from "./prepare-content.ts";
import { renderContent } from "./render-content.ts";

/** What is wrong with a text, and how it reads with example values. Keeps nothing. */
export function checkContent(draft: ContentDraft): ContentCheck {
  const { faults, ...content } = prepareContent(draft);
  const { subject, text } = renderContent(compileContent(content), exampleValues(draft.language));
  return { faults, subject, text };
}
