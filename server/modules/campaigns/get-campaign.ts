import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { type CampaignRow, findCampaign, lockCampaign } from "./campaigns.queries.ts";

/** Throws `campaigns.not-found` for another organisation's campaign as for one that never was. */
export async function getCampaign(ctx: Context, campaignId: string): Promise<CampaignRow> {
  const row = await findCampaign(ctx, campaignId);
  if (!row) throw refuse("campaigns.not-found");
  return row;
}

/** Locks it for the rest of the transaction, and refuses a change that was made on an older version. */
export async function takeCampaign(ctx: Context, campaignId: string, version: number): Promise<CampaignRow> {
  const row = await lockCampaign(ctx, campaignId);
  if (!row) throw refuse("campaigns.not-found");
  if (row.version !== version) throw refuse("campaigns.changed-meanwhile");
  return row;
}
