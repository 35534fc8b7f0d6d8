import type { Context } from "../../platform/context.ts";
import { phrase } from "../../platform/phrases.ts";
import type { CampaignRow } from "./campaigns.queries.ts";
import { getCampaign } from "./get-campaign.ts";
import { prepareRequestCampaign } from "./prepare-request-campaign.ts";

/** X23: the same list and type, the built-in request in the mailing's language. */
export async function prepareConsentCampaign(ctx: Context, mailingId: string): Promise<CampaignRow> {
  const { name, typeId, filter, language, senderId } = await getCampaign(ctx, mailingId);
  return prepareRequestCampaign(ctx, {
    name: phrase(ctx.language, "campaigns:consentCampaignName", { name }),
    ...{ typeId, filter, language, senderId, mailingId },
  });
}
