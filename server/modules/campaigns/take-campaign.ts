import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { type CampaignRow, lockCampaign } from "./campaigns.queries.ts";

/** Locks it for the rest of the transaction, and refuses a change that was made on an older version. */
export async function takeCampaign(ctx: Context, campaignId: string, version: number): Promise<CampaignRow> {
  const row = await lockCampaign(ctx, campaignId);
  if (!row) throw refuse("campaigns.not-found");
  if (row.version !== version) throw refuse("campaigns.changed-meanwhile");
  return row;
}
