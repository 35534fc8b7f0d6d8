import type { z } from "zod";
import { audienceFilterSchema, type prepareRenewalBody } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { phrase } from "../../platform/phrases.ts";
import { getType } from "../consent/index.ts";
import type { CampaignRow } from "./campaigns.queries.ts";
import { prepareRequestCampaign } from "./prepare-request-campaign.ts";
import { validateCampaign } from "./validate-campaign.ts";

/** Those whose consent has ended, or ends soon, and who may be asked anew: one step, ready to be read and sent (D6, D7). */
export async function prepareRenewal(
  ctx: Context,
  { typeId, endsWithin }: z.output<typeof prepareRenewalBody>,
): Promise<CampaignRow> {
  const { title } = await getType(ctx, typeId);
  const row = await prepareRequestCampaign(ctx, {
    name: phrase(ctx.language, "campaigns:renewalName", { title }),
    typeId,
    filter: { ...audienceFilterSchema.parse({}), consentEndsWithin: endsWithin },
  });
  return validateCampaign(ctx, row.campaignId, row.version);
}
