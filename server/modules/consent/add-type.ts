import type { AddConsentTypeInput, ConsentType } from "../../../contracts/consent-settings.ts";
import { languages } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { phrase } from "../../platform/phrases.ts";
import { recordAudit } from "../audit/index.ts";
import { getType } from "./get-type.ts";
import { prepareOrganisation } from "./prepare-organisation.ts";
import { saveWording } from "./save-wording.ts";
import { lockSettingsRow } from "./settings.queries.ts";
import { trackingCode } from "./tracking/tracking-type.ts";
import { insertType, listTypeRows } from "./types.queries.ts";

/** A new type can be asked for at once: it begins with a plain wording in every language, which staff improve. */
export async function addType(ctx: Context, input: AddConsentTypeInput): Promise<ConsentType> {
  await prepareOrganisation(ctx);
  await lockSettingsRow(ctx);
  if (!(input.allowsMass || input.allowsSingle || input.allowsContact)) {
    throw refuse("consent.allows-nothing", { field: "allowsMass" });
  }
  const rows = await listTypeRows(ctx);
  const isTaken = input.code === trackingCode || rows.some((row) => row.code === input.code);
  if (isTaken) throw refuse("consent.code-taken", { field: "code" });
  const typeId = newId();
  await insertType(ctx, { ...input, typeId, isMain: input.allowsMass && !rows.some((row) => row.isMain) });
  for (const language of languages) {
    const text = phrase(language, "consent:defaults.wording", { title: input.title });
    await saveWording(ctx, { typeId, language, title: input.title, text });
  }
  await recordAudit(ctx, {
    action: "consent.type-added",
    subjectKind: "consent-type",
    subjectId: typeId,
    details: { code: input.code },
  });
  return getType(ctx, typeId);
}
