import type { Language } from "../../../contracts/languages.ts";
import type { PreviewMessageInput } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { getOrganisation } from "../identity/index.ts";
import { findContactLanguage } from "./contact-values.queries.ts";

export async function previewLanguage(ctx: Context, input: PreviewMessageInput): Promise<Language> {
  const ofContact = input.contactId === null ? null : await findContactLanguage(ctx, input.contactId);
  return input.language ?? ofContact ?? (await getOrganisation(ctx)).language;
}
