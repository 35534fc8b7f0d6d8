import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { queueJob } from "../../platform/queue.ts";
import { recordAudit } from "../audit/index.ts";
import { setBatchState } from "../messaging/index.ts";
import { type CampaignRow, lockCampaign, markScheduled } from "./campaigns.queries.ts";
import { getCampaign } from "./get-campaign.ts";
import { queueRestJob } from "./queue-rest.jobs.ts";

const targets = { pause: "paused", resume: "running", cancel: "cancelled" } as const;
export type Steering = keyof typeof targets;

/** Acts at the next dot: what the server has already accepted stays sent. A cancelled campaign never goes on. */
export async function steerCampaign(ctx: Context, campaignId: string, steering: Steering): Promise<CampaignRow> {
  const row = await lockCampaign(ctx, campaignId);
  if (!row) throw refuse("campaigns.not-found");
  if (steering === "cancel" && (row.state === "scheduled" || row.state === "overdue")) {
    await markScheduled(ctx, campaignId, null);
  } else {
    await steerBatch(ctx, row, steering);
  }
  await recordAudit(ctx, {
    action: `campaigns.${steering}`,
    subjectKind: "campaign",
    subjectId: campaignId,
    details: {},
  });
  return getCampaign(ctx, campaignId);
}

async function steerBatch(ctx: Context, row: CampaignRow, steering: Steering): Promise<void> {
  const { batchId, campaignId, queuedUpTo } = row;
  if (batchId === null) throw refuse("campaigns.not-launched");
  const isDone = await setBatchState(ctx, { batchId, state: targets[steering] });
  if (!isDone) throw refuse("campaigns.cannot-go-on");
  // In case the job that queues the rest has given up.
  if (steering === "resume" && queuedUpTo !== null) await queueJob(ctx, queueRestJob, { orgId: ctx.orgId, campaignId });
}
