import type { Context } from "../../platform/context.ts";
import { findDeclaredBasis } from "../consent/index.ts";
import { queueMessagesForAudience } from "../messaging/index.ts";
import { type CampaignRow, type Launch, setQueuedUpTo } from "./campaigns.queries.ts";
import { allowedRecipients, areMoreThan, findEndOfSlice, noRecipient } from "./recipients.queries.ts";

/** Some hundred milliseconds' work: a request can wait for it, and its messages take some seconds to leave. */
export const sliceSize = 5_000;
/** Of a launch to more than these a slice is a small part: each of its contacts is looked up by itself. */
const many = 4 * sliceSize;

export type LaunchedCampaign = Pick<CampaignRow, "campaignId" | "kind" | "typeId"> & Launch;

export interface SliceStart {
  /** The last recipient of the slice before; null for the first one. */
  after: string | null;
  /** Recipients without a message, these included. */
  left: number;
}

/** The next few thousand recipients become messages. True while others follow. */
export async function queueSlice(
  ctx: Context,
  launched: LaunchedCampaign,
  { after, left }: SliceStart,
): Promise<boolean> {
  const { campaignId, batchId, senderId, contentVersionId, typeId, kind } = launched;
  const start = after ?? noRecipient;
  const { upTo, hasMore } = await findEndOfSlice(ctx, campaignId, { after: start, size: sliceSize });
  await queueMessagesForAudience(ctx, {
    batchId,
    senderId,
    contentVersionId,
    messageClass: kind === "mailing" ? "marketing" : "consent-request",
    typeId,
    basis: kind === "mailing" ? await findDeclaredBasis(ctx, senderId) : undefined,
    dedupePrefix: `campaign:${campaignId}`,
    audience: allowedRecipients(ctx, campaignId, { after: start, upTo }),
    slice: {
      isFirst: after === null,
      isSmallPart: await areMoreThan(ctx, campaignId, many),
      toFollow: hasMore ? Math.max(1, left - sliceSize) : 0,
      queuedBy: launched.by,
    },
  });
  await setQueuedUpTo(ctx, campaignId, hasMore ? upTo : null);
  return hasMore;
}
