import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { isEditable } from "./campaign-state.rules.ts";
import { deleteCampaign } from "./campaigns.queries.ts";
import { getCampaign } from "./get-campaign.ts";

/** Only what was never sent can be thrown away: the rest is history. */
export async function discardCampaign(ctx: Context, campaignId: string): Promise<void> {
  const row = await getCampaign(ctx, campaignId);
  if (!isEditable(row.state)) throw refuse("campaigns.not-editable");
  await deleteCampaign(ctx, campaignId);
  await recordAudit(ctx, {
    action: "campaigns.discarded",
    subjectKind: "campaign",
    subjectId: campaignId,
    details: { name: row.name },
  });
}
