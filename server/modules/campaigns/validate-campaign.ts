import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { actorName } from "./actor-name.rules.ts";
import { audienceOf } from "./audience.queries.ts";
import { isEditable } from "./campaign-state.rules.ts";
import { type CampaignRow, markValidated } from "./campaigns.queries.ts";
import { findDeclaredSender } from "./find-declared-sender.ts";
import { getCampaign } from "./get-campaign.ts";
import { countReasons, deleteRecipients, insertRecipients } from "./recipients.queries.ts";
import { takeCampaign } from "./take-campaign.ts";

/** Looks for the recipients again and freezes who was found and why each gets the campaign or not. */
export async function validateCampaign(ctx: Context, campaignId: string, version: number): Promise<CampaignRow> {
  const row = await takeCampaign(ctx, campaignId, version);
  if (!isEditable(row.state) && row.state !== "overdue") throw refuse("campaigns.not-editable");
  await deleteRecipients(ctx, campaignId);
  await insertRecipients(
    ctx,
    campaignId,
    audienceOf(ctx, { ...row, declaredSenderId: await findDeclaredSender(ctx, row) }),
  );
  await markValidated(ctx, campaignId, actorName(ctx.actor));
  const counts = await countReasons(ctx, campaignId);
  await recordAudit(ctx, {
    action: "campaigns.validated",
    subjectKind: "campaign",
    subjectId: campaignId,
    details: { counts: Object.fromEntries(counts.map(({ reason, count }) => [reason ?? "allowed", count])) },
  });
  return getCampaign(ctx, campaignId);
}
