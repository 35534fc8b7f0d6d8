import type { Language } from "../../../contracts/languages.ts";
import type { MergeValues } from "../../../contracts/template-variables.ts";
import type { Context } from "../../platform/context.ts";
import { getCurrentWording } from "../consent/index.ts";
import { getOrganisation } from "../identity/index.ts";
import { getContentVersion } from "../templates/index.ts";

/**
 * Values that are ours to give, fixed when the message is queued so that its history shows what was sent even after the
 * organisation has another name. Links are made when it is rendered.
 */
export async function resolveMessageValues(
  ctx: Context,
  about: { contentVersionId: string; typeId: string | null },
): Promise<MergeValues> {
  const { language, variables } = await getContentVersion(ctx, about.contentVersionId);
  const { name } = await getOrganisation(ctx);
  const values = { sending_company: name };
  if (about.typeId === null || !variables.some((key) => key.startsWith("consent_"))) return values;
  return { ...values, ...(await consentValues(ctx, about.typeId, language)) };
}

async function consentValues(ctx: Context, typeId: string, language: Language): Promise<MergeValues> {
  const wording = await getCurrentWording(ctx, typeId, language);
  return { consent_type: wording.title, consent_purpose: wording.text };
}
