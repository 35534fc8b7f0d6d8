import { languages } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { phrase } from "../../platform/phrases.ts";
import { getOrganisation } from "../identity/index.ts";
import { saveWording } from "./save-wording.ts";
import { findSettingsRow, insertReason, insertSettings } from "./settings.queries.ts";
import { insertType } from "./types.queries.ts";

const firstTypes = [
  { code: "newsletter", allowsMass: true, allowsSingle: false, allowsContact: false, isMain: true },
  { code: "personal", allowsMass: false, allowsSingle: true, allowsContact: false, isMain: false },
  { code: "calls", allowsMass: false, allowsSingle: false, allowsContact: true, isMain: false },
] as const;
const firstReasons = ["question", "order", "appointment"] as const;

/** One type per use (V16), their wordings in every language, and some reasons. Does nothing the second time. */
export async function prepareOrganisation(ctx: Context): Promise<void> {
  // Read first: who only looks at a page writes nothing.
  if ((await findSettingsRow(ctx)) || !(await insertSettings(ctx))) return;
  const { language } = await getOrganisation(ctx);
  for (const type of firstTypes) {
    const typeId = newId();
    const title = phrase(language, `consent:defaults.${type.code}.title`);
    const description = phrase(language, `consent:defaults.${type.code}.description`);
    await insertType(ctx, { ...type, typeId, title, description, validityDays: null });
    for (const one of languages) {
      await saveWording(ctx, {
        typeId,
        language: one,
        title: phrase(one, `consent:defaults.${type.code}.title`),
        text: phrase(one, `consent:defaults.${type.code}.wording`),
      });
    }
  }
  for (const reason of firstReasons) {
    await insertReason(ctx, { reasonId: newId(), text: phrase(language, `consent:defaults.reasons.${reason}`) });
  }
}
