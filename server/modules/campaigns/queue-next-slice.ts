import type { Context } from "../../platform/context.ts";
import { countToQueue } from "../messaging/index.ts";
import { lockCampaign } from "./campaigns.queries.ts";
import { queueSlice } from "./queue-slice.ts";

/** Goes on where the last slice of a launch ended. True while others follow; false too when there was nothing to do. */
export async function queueNextSlice(ctx: Context, campaignId: string): Promise<boolean> {
  const row = await lockCampaign(ctx, campaignId);
  const { batchId, senderId, contentVersionId, queuedUpTo, launchedBy } = row ?? {};
  if (!row || !batchId || !senderId || !contentVersionId || !queuedUpTo) return false;
  const launched = { ...row, batchId, senderId, contentVersionId, by: launchedBy ?? "" };
  return queueSlice(ctx, launched, { after: queuedUpTo, left: await countToQueue(ctx, batchId) });
}
