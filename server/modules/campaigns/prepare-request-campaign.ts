import type { AudienceFilter } from "../../../contracts/campaigns.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { getOrganisation } from "../identity/index.ts";
import { getAutomaticContent } from "../templates/index.ts";
import type { CampaignRow } from "./campaigns.queries.ts";
import { checkMailingType } from "./check-mailing-type.ts";
import { countAudience } from "./count-audience.ts";
import { createCampaign } from "./create-campaign.ts";

export interface WantedRequestCampaign {
  name: string;
  typeId: string;
  filter: AudienceFilter;
  language?: Language;
  senderId?: string | null;
  mailingId?: string;
  reminderOf?: string;
}

/** A consent campaign with the built-in request, ready to be read, validated and sent. Refused when nobody may be asked. */
export async function prepareRequestCampaign(ctx: Context, wanted: WantedRequestCampaign): Promise<CampaignRow> {
  await checkMailingType(ctx, wanted.typeId);
  const { typeId, filter } = wanted;
  const { available } = await countAudience(ctx, { kind: "consent-request", typeId, filter });
  if (available === 0) throw refuse("campaigns.nobody-to-ask");
  const language = wanted.language ?? (await getOrganisation(ctx)).language;
  const { subject, html } = await getAutomaticContent(ctx, { kind: "consent-request", language });
  const { mailingId, reminderOf } = wanted;
  return createCampaign(ctx, {
    kind: "consent-request",
    name: wanted.name.slice(0, 160),
    typeId,
    senderId: wanted.senderId ?? null,
    language,
    subject,
    html,
    filter,
    ...(mailingId === undefined ? {} : { mailingId }),
    ...(reminderOf === undefined ? {} : { reminderOf }),
  });
}
