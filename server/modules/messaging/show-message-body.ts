import { languageSchema } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";
import { type Preview, presentPreview } from "../templates/index.ts";
import { getMessageRow, hidesBody } from "./message-access.ts";
import { renderRow } from "./present-message.ts";

/** What was sent as an isolated page: no scripts, no forms, pictures from elsewhere only when asked for. */
export async function showMessageBody(ctx: Context, messageId: string, images: boolean): Promise<Preview> {
  const row = await getMessageRow(ctx, messageId);
  const { html, language } = await renderRow(ctx, row);
  return presentPreview({ html: hidesBody(ctx, row) ? "" : html, language: languageSchema.parse(language), images });
}
