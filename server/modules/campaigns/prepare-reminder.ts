import { audienceFilterSchema } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { phrase } from "../../platform/phrases.ts";
import { type CampaignRow, findReminder } from "./campaigns.queries.ts";
import { getCampaign } from "./get-campaign.ts";
import { measureConsentResults } from "./measure-consent-results.ts";
import { prepareRequestCampaign } from "./prepare-request-campaign.ts";
import { validateCampaign } from "./validate-campaign.ts";

/** The second request of D6, once, to those who did not answer the first. The gate counts for each address all the same. */
export async function prepareReminder(ctx: Context, campaignId: string): Promise<CampaignRow> {
  const { reminder } = await measureConsentResults(ctx, campaignId);
  if (reminder === null) throw refuse("campaigns.no-reminder");
  if ((await findReminder(ctx, campaignId)) !== null) throw refuse("campaigns.reminder-exists");
  if (!reminder.isPossible) throw refuse("campaigns.reminder-too-early", { values: { from: reminder.possibleFrom } });
  const { name, typeId, language, senderId } = await getCampaign(ctx, campaignId);
  const row = await prepareRequestCampaign(ctx, {
    name: phrase(ctx.language, "campaigns:reminderName", { name }),
    ...{ typeId, language, senderId, reminderOf: campaignId },
    filter: { ...audienceFilterSchema.parse({}), consent: ["pending"], askedBy: campaignId },
  });
  return validateCampaign(ctx, row.campaignId, row.version);
}
