import type { Context } from "../../platform/context.ts";
import { queueJob } from "../../platform/queue.ts";
import { recordAudit } from "../audit/index.ts";
import { createBatch, trackLinks } from "../messaging/index.ts";
import { chooseSender } from "../senders/index.ts";
import { actorName } from "./actor-name.rules.ts";
import { type CampaignRow, markLaunched } from "./campaigns.queries.ts";
import { freezeContent } from "./freeze-content.ts";
import { queueRestJob } from "./queue-rest.jobs.ts";
import { queueSlice } from "./queue-slice.ts";
import { countAllowed } from "./recipients.queries.ts";

/** The first few thousand become messages in this transaction; a job goes on with the rest (decision 11). */
export async function sendToList(ctx: Context, row: CampaignRow): Promise<void> {
  const { senderId } = await chooseSender(ctx, {
    purpose: "campaign",
    ...(row.senderId === null ? {} : { senderId: row.senderId }),
  });
  const { batchId } = await createBatch(ctx, { cause: "campaign", causeId: row.campaignId, name: row.name });
  // Links of a mailing count when the organisation wants that; a request for consent is left alone.
  const html = row.kind === "mailing" ? await trackLinks(ctx, { batchId, html: row.html }) : row.html;
  const { contentVersionId } = await freezeContent(ctx, { ...row, html });
  const launch = { campaignId: row.campaignId, batchId, senderId, contentVersionId, by: actorName(ctx.actor) };
  await markLaunched(ctx, launch);
  const left = await countAllowed(ctx, row.campaignId);
  const hasMore = await queueSlice(ctx, { ...row, ...launch }, { after: null, left });
  if (hasMore) await queueJob(ctx, queueRestJob, { orgId: ctx.orgId, campaignId: row.campaignId });
  await recordAudit(ctx, {
    action: "campaigns.launched",
    subjectKind: "campaign",
    subjectId: row.campaignId,
    details: { batchId },
  });
}
