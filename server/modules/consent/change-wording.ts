import type { SaveWordingInput, Wording } from "../../../contracts/consent-settings.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";
import { recordAudit } from "../audit/index.ts";
import { getSettings } from "./get-settings.ts";
import { listWordings } from "./list-wordings.ts";
import { saveWording } from "./save-wording.ts";
import { lockSettingsRow } from "./settings.queries.ts";

/** The same words again make no new version. */
export async function changeWording(
  ctx: Context,
  input: SaveWordingInput & { typeId: string; language: Language },
): Promise<{ items: Wording[] }> {
  await getSettings(ctx);
  await lockSettingsRow(ctx);
  const { items } = await listWordings(ctx, input.typeId);
  const latest = items.find((wording) => wording.language === input.language);
  if (latest?.title === input.title && latest.text === input.text) return { items };
  const wordingId = await saveWording(ctx, input);
  await recordAudit(ctx, {
    action: "consent.wording-changed",
    subjectKind: "consent-type",
    subjectId: input.typeId,
    details: { wordingId, language: input.language },
  });
  return listWordings(ctx, input.typeId);
}
