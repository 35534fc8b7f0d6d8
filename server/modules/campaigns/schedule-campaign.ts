import type { ScheduleCampaignInput } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { queueJobLater } from "../../platform/queue.ts";
import { recordAudit } from "../audit/index.ts";
import { getOrganisation } from "../identity/index.ts";
import { launchScheduledJob } from "./campaigns.jobs.ts";
import { type CampaignRow, findDatabaseTime, markScheduled } from "./campaigns.queries.ts";
import { checkLaunchable } from "./check-launchable.ts";
import { getCampaign } from "./get-campaign.ts";
import { instantOf } from "./local-time.rules.ts";
import { takeCampaign } from "./take-campaign.ts";

/** The time is a local one of the organisation; what is sent is decided again when it has come. */
export async function scheduleCampaign(
  ctx: Context,
  campaignId: string,
  input: ScheduleCampaignInput,
): Promise<CampaignRow> {
  const row = await takeCampaign(ctx, campaignId, input.version);
  await checkLaunchable(ctx, row, input.recipients);
  const { timeZone } = await getOrganisation(ctx);
  const at = instantOf(input.at, timeZone);
  const now = await findDatabaseTime(ctx);
  if (at.getTime() <= now.getTime()) throw refuse("campaigns.time-is-past", { field: "at" });
  await markScheduled(ctx, campaignId, at);
  const afterSeconds = Math.ceil((at.getTime() - now.getTime()) / 1000);
  await queueJobLater(ctx, launchScheduledJob, {
    payload: { orgId: ctx.orgId, campaignId, scheduledAt: at.toISOString() },
    afterSeconds,
  });
  await recordAudit(ctx, {
    action: "campaigns.scheduled",
    subjectKind: "campaign",
    subjectId: campaignId,
    details: { at: at.toISOString() },
  });
  return getCampaign(ctx, campaignId);
}
