import type { Context } from "../../platform/context.ts";
import { isTooLate } from "./campaign-state.rules.ts";
import { findDatabaseTime, lockCampaign, markOverdue } from "./campaigns.queries.ts";
import { sendToList } from "./send-to-list.ts";

export async function launchScheduled(ctx: Context, campaignId: string, scheduledAt: Date): Promise<void> {
  const row = await lockCampaign(ctx, campaignId);
  if (row?.state !== "scheduled" || row.scheduledAt?.getTime() !== scheduledAt.getTime()) return;
  if (isTooLate(scheduledAt, await findDatabaseTime(ctx))) return markOverdue(ctx, campaignId);
  await sendToList(ctx, row);
}
