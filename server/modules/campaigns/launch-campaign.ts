import type { LaunchAnswer } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { recordAudit } from "../audit/index.ts";
import { createBatch, queueMessagesForAudience } from "../messaging/index.ts";
import { chooseSender } from "../senders/index.ts";
import { actorName } from "./actor-name.rules.ts";
import { type CampaignRow, markLaunched } from "./campaigns.queries.ts";
import { checkLaunchable, freezeContent } from "./check-launchable.ts";
import { findListChanges } from "./find-list-changes.ts";
import { getCampaign, takeCampaign } from "./get-campaign.ts";
import { presentCampaign } from "./present-campaign.ts";
import { allowedRecipients } from "./recipients.queries.ts";

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

export async function sendToList(ctx: Context, row: CampaignRow): Promise<void> {
  const { senderId } = await chooseSender(ctx, {
    purpose: "campaign",
    ...(row.senderId === null ? {} : { senderId: row.senderId }),
  });
  const messageClass = row.kind === "mailing" ? "marketing" : "consent-request";
  const { contentVersionId } = await freezeContent(ctx, row);
  const { batchId } = await createBatch(ctx, { cause: "campaign", causeId: row.campaignId, name: row.name });
  await queueMessagesForAudience(ctx, {
    batchId,
    senderId,
    contentVersionId,
    messageClass,
    typeId: row.typeId,
    dedupePrefix: `campaign:${row.campaignId}`,
    audience: allowedRecipients(ctx, row.campaignId),
  });
  await markLaunched(ctx, {
    campaignId: row.campaignId,
    batchId,
    senderId,
    contentVersionId,
    by: actorName(ctx.actor),
  });
  await recordAudit(ctx, {
    action: "campaigns.launched",
    subjectKind: "campaign",
    subjectId: row.campaignId,
    details: { batchId },
  });
}
