import type { PreviewMessageInput, Rendered } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { compileContent, prepareContent, renderContent } from "../templates/index.ts";
import { previewLanguage } from "./preview-language.ts";
import { previewValues } from "./preview-values.ts";

/** A text as one real contact would get it, or with example values. Keeps nothing, sends nothing. */
export async function previewMessage(ctx: Context, input: PreviewMessageInput): Promise<Rendered> {
  const language = await previewLanguage(ctx, input);
  const { subject, html, kind } = input;
  const { faults: _faults, ...content } = prepareContent({ kind, language, subject, html });
  return renderContent(compileContent(content), await previewValues(ctx, input.contactId, language));
}
