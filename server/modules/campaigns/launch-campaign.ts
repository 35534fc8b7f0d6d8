import type { LaunchAnswer } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { checkLaunchable } from "./check-launchable.ts";
import { findListChanges } from "./find-list-changes.ts";
import { getCampaign } from "./get-campaign.ts";
import { presentCampaign } from "./present-campaign.ts";
import { sendToList } from "./send-to-list.ts";
import { takeCampaign } from "./take-campaign.ts";

export interface LaunchWish {
  version: number;
  recipients: number;
  isDryRun: boolean;
}

/** Freezes content and list into messages, in one transaction. The gate decides again about each one when it leaves. */
export async function launchCampaign(ctx: Context, campaignId: string, wish: LaunchWish): Promise<LaunchAnswer> {
  const row = await takeCampaign(ctx, campaignId, wish.version);
  await checkLaunchable(ctx, row, wish.recipients);
  const changes = await findListChanges(ctx, row);
  if (!wish.isDryRun) await sendToList(ctx, row);
  const campaign = await presentCampaign(ctx, await getCampaign(ctx, campaignId));
  return { isDryRun: wish.isDryRun, recipients: wish.recipients, changes, campaign };
}
