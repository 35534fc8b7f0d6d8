import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { retryFailedMessages } from "../messaging/index.ts";
import { type CampaignRow, lockCampaign } from "./campaigns.queries.ts";
import { getCampaign } from "./get-campaign.ts";

/** Only what certainly did not arrive. The campaign runs again until those are done. */
export async function retryFailed(ctx: Context, campaignId: string): Promise<CampaignRow> {
  const row = await lockCampaign(ctx, campaignId);
  if (!row) throw refuse("campaigns.not-found");
  if (row.batchId === null) throw refuse("campaigns.not-launched");
  await retryFailedMessages(ctx, row.batchId);
  return getCampaign(ctx, campaignId);
}
