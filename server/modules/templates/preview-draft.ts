import { exampleValues } from "../../../contracts/template-variables.ts";
import type { ContentDraft } from "../../../contracts/templates.ts";
import { compileContent } from "./compile-content.ts";
import { prepareContent } from "./prepare-content.ts";
import { type Preview, presentPreview } from "./present-preview.ts";
import { renderContent } from "./render-content.ts";

/** An unsaved text, with example values in the place of its variables. */
export function previewDraft(draft: ContentDraft & { images: boolean }): Preview {
  const content = prepareContent(draft);
  const { html } = renderContent(compileContent(content), exampleValues(draft.language));
  return presentPreview({ html, language: draft.language, images: draft.images });
}
