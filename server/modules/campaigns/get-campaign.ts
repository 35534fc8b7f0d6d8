import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { type CampaignRow, findCampaign } from "./campaigns.queries.ts";

/** Throws `campaigns.not-found` for another organisation's campaign as for one that never was. */
export async function getCampaign(ctx: Context, campaignId: string): Promise<CampaignRow> {
  const row = await findCampaign(ctx, campaignId);
  if (!row) throw refuse("campaigns.not-found");
  return row;
}
