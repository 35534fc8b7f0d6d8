import type { Campaign, CampaignListItem } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { countBatch, findBatchFreeTime, getBatchState, getCanary } from "../messaging/index.ts";
import { stateOf } from "./campaign-state.rules.ts";
import type { CampaignRow } from "./campaigns.queries.ts";
import { summarise } from "./list-summary.rules.ts";
import { countReasons } from "./recipients.queries.ts";

export async function presentCampaign(ctx: Context, row: CampaignRow): Promise<Campaign> {
  const item = await presentCampaignListItem(ctx, row);
  const summary =
    row.validatedAt === null
      ? null
      : summarise(await countReasons(ctx, row.campaignId), row.kind === "consent-request");
  return { ...item, html: row.html, filter: row.filter, summary, ...(await presentWaiting(ctx, item)) };
}

export async function presentCampaignListItem(ctx: Context, row: CampaignRow): Promise<CampaignListItem> {
  const progress = row.batchId === null ? null : await countBatch(ctx, row.batchId);
  const batch = row.batchId === null ? null : await getBatchState(ctx, row.batchId);
  return {
    campaignId: row.campaignId,
    kind: row.kind,
    name: row.name,
    state: stateOf(row.state, batch, progress),
    typeId: row.typeId,
    senderId: row.senderId,
    language: row.language,
    subject: row.subject,
    mailingId: row.mailingId,
    reminderOf: row.reminderOf,
    batchId: row.batchId,
    progress,
    scheduledAt: row.scheduledAt?.toISOString() ?? null,
    validatedAt: row.validatedAt?.toISOString() ?? null,
    validatedBy: row.validatedBy,
    launchedAt: row.launchedAt?.toISOString() ?? null,
    launchedBy: row.launchedBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  };
}

/** What messages that have not left wait for, beside their turn. */
async function presentWaiting(
  ctx: Context,
  { batchId, state, progress }: CampaignListItem,
): Promise<Pick<Campaign, "nextFreeAt" | "canary">> {
  if (batchId === null || progress === null || progress.queued === 0) return { nextFreeAt: null, canary: null };
  const nextFreeAt = state === "running" ? await findBatchFreeTime(ctx, batchId) : null;
  return { nextFreeAt: nextFreeAt?.toISOString() ?? null, canary: await getCanary(ctx, batchId) };
}
