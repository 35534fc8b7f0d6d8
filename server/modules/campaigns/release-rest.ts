import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { releaseCanary } from "../messaging/index.ts";
import { type CampaignRow, lockCampaign } from "./campaigns.queries.ts";
import { getCampaign } from "./get-campaign.ts";

/** The rest of a large campaign does not wait for what becomes of the first messages. */
export async function releaseRest(ctx: Context, campaignId: string): Promise<CampaignRow> {
  const row = await lockCampaign(ctx, campaignId);
  if (!row) throw refuse("campaigns.not-found");
  if (row.batchId === null) throw refuse("campaigns.not-launched");
  await releaseCanary(ctx, row.batchId);
  return getCampaign(ctx, campaignId);
}
