import { languages } from "../../../../contracts/languages.ts";
import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { phrase } from "../../../platform/phrases.ts";
import { getOrganisation } from "../../identity/index.ts";
import { saveWording } from "../save-wording.ts";
import { insertType, listTypeRows } from "../types.queries.ts";

/** No other type can have it: this one allows no message at all. */
export const trackingCode = "opens-and-clicks";

export const trackingType = { find, ensure };

async function find(ctx: Context): Promise<string | undefined> {
  return (await listTypeRows(ctx)).find((type) => type.code === trackingCode && !type.isArchived)?.typeId;
}

/** People see it on their page beside the others from the moment that tracking is switched on. */
async function ensure(ctx: Context): Promise<void> {
  if ((await listTypeRows(ctx)).some((type) => type.code === trackingCode)) return;
  const { language } = await getOrganisation(ctx);
  const typeId = newId();
  const uses = { allowsMass: false, allowsSingle: false, allowsContact: false, isMain: false };
  await insertType(ctx, {
    ...uses,
    typeId,
    code: trackingCode,
    title: phrase(language, "consent-tracking:type.title"),
    description: phrase(language, "consent-tracking:type.description"),
    validityDays: null,
  });
  for (const one of languages) {
    const title = phrase(one, "consent-tracking:type.title");
    await saveWording(ctx, { typeId, language: one, title, text: phrase(one, "consent-tracking:type.wording") });
  }
}
