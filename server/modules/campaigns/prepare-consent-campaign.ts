import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { phrase } from "../../platform/phrases.ts";
import { getAutomaticContent } from "../templates/index.ts";
import type { CampaignRow } from "./campaigns.queries.ts";
import { countAudience } from "./count-audience.ts";
import { createCampaign } from "./create-campaign.ts";
import { getCampaign } from "./get-campaign.ts";

/** X23: the same list and type, the built-in request in the mailing's language, ready to be read, validated and sent. */
export async function prepareConsentCampaign(ctx: Context, mailingId: string): Promise<CampaignRow> {
  const mailing = await getCampaign(ctx, mailingId);
  const { available } = await countAudience(ctx, {
    kind: "consent-request",
    typeId: mailing.typeId,
    filter: mailing.filter,
  });
  if (available === 0) throw refuse("campaigns.nobody-to-ask");
  const { subject, html } = await getAutomaticContent(ctx, { kind: "consent-request", language: mailing.language });
  return createCampaign(ctx, {
    kind: "consent-request",
    name: phrase(ctx.language, "campaigns:consentCampaignName", { name: mailing.name }).slice(0, 160),
    typeId: mailing.typeId,
    senderId: mailing.senderId,
    language: mailing.language,
    subject,
    html,
    filter: mailing.filter,
    mailingId,
  });
}
