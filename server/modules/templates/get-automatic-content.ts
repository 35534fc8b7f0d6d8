import type { Language } from "../../../contracts/languages.ts";
import type { automaticKinds, ContentVersion } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { getContentVersion } from "./get-content-version.ts";
import { saveContentVersion } from "./save-content-version.ts";
import { getStarter } from "./starters/starters.ts";
import { findContentInUse } from "./templates.queries.ts";

export interface AutomaticContent {
  kind: (typeof automaticKinds)[number];
  language: Language;
}

/** The text of an automatic message: of the template in use, or our own wording while the organisation has none. */
export async function getAutomaticContent(ctx: Context, { kind, language }: AutomaticContent): Promise<ContentVersion> {
  const inUse = await findContentInUse(ctx, kind, language);
  if (inUse !== undefined) {
    return getContentVersion(ctx, inUse);
  }
  const { subject, html } = getStarter(kind, language);
  return saveContentVersion(ctx, { kind, language, subject, html });
}
