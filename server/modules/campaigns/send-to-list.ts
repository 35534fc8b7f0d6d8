import type { Context } from "../../platform/context.ts";
import { recordAudit } from "../audit/index.ts";
import { findDeclaredBasis } from "../consent/index.ts";
import { createBatch, queueMessagesForAudience, trackLinks } from "../messaging/index.ts";
import { chooseSender } from "../senders/index.ts";
import { actorName } from "./actor-name.rules.ts";
import { type CampaignRow, markLaunched } from "./campaigns.queries.ts";
import { freezeContent } from "./freeze-content.ts";
import { allowedRecipients } from "./recipients.queries.ts";

export async function sendToList(ctx: Context, row: CampaignRow): Promise<void> {
  const { senderId } = await chooseSender(ctx, {
    purpose: "campaign",
    ...(row.senderId === null ? {} : { senderId: row.senderId }),
  });
  const messageClass = row.kind === "mailing" ? "marketing" : "consent-request";
  const { batchId } = await createBatch(ctx, { cause: "campaign", causeId: row.campaignId, name: row.name });
  // Links of a mailing count when the organisation wants that; a request for consent is left alone.
  const html = row.kind === "mailing" ? await trackLinks(ctx, { batchId, html: row.html }) : row.html;
  const { contentVersionId } = await freezeContent(ctx, { ...row, html });
  await queueMessagesForAudience(ctx, {
    batchId,
    senderId,
    contentVersionId,
    messageClass,
    typeId: row.typeId,
    basis: row.kind === "mailing" ? await findDeclaredBasis(ctx, senderId) : undefined,
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
