import { sql } from "kysely";
import { type AudienceFilter, audienceFilterSchema, createCampaignBody } from "../../contracts/campaigns.ts";
import { audienceOf, wholeOf } from "../../server/modules/campaigns/audience.queries.ts";
import type { CampaignRow } from "../../server/modules/campaigns/campaigns.queries.ts";
import { getCampaign } from "../../server/modules/campaigns/get-campaign.ts";
import { createCampaign } from "../../server/modules/campaigns/index.ts";
import { queueNextSlice } from "../../server/modules/campaigns/queue-next-slice.ts";
import { sendToList } from "../../server/modules/campaigns/send-to-list.ts";
import { countBatch, createBatch, setBatchState } from "../../server/modules/messaging/index.ts";
import { chooseSender } from "../../server/modules/senders/index.ts";
import { saveContentVersion } from "../../server/modules/templates/index.ts";
import type { Context } from "../../server/platform/context.ts";
import { planForMany } from "../../server/platform/database/plan-for-many.ts";
import type { Invariant } from "./benchmark.ts";
import { newsletterHtml, subject } from "./content.ts";
import type { DataSet } from "./generated-people.ts";
import type { BenchInstallation } from "./installation.ts";

export interface QueuedCampaign {
  batchId: string;
  queued: number;
}

/**
 * From the selection with all reasons to the first slice of messages, as validating and launching do it; the other slices
 * follow while the first one leaves, as the product's job makes them. A paused one is queued as a whole.
 */
export async function queueCampaign(
  installation: BenchInstallation,
  set: DataSet,
  { messages, state = "running" }: { messages: number; state?: "running" | "paused" },
): Promise<QueuedCampaign> {
  const { orgId } = set;
  const { campaignId, batchId } = await installation.run(orgId, async (ctx) => {
    const draft = await draftCampaign(ctx, set, everybody);
    await freezeSome(ctx, draft, messages);
    await sendToList(ctx, draft);
    const { batchId } = await getCampaign(ctx, draft.campaignId);
    if (batchId === null) throw new Error("the campaign was not launched");
    if (state === "paused") await setBatchState(ctx, { batchId, state });
    return { campaignId: draft.campaignId, batchId };
  });
  const rest = queueRest(installation, orgId, campaignId);
  // Whoever waits for the batch waits for it too: a batch does not end before.
  if (state === "paused") await rest;
  const { total: queued } = await installation.run(orgId, (ctx) => countBatch(ctx, batchId));
  return { batchId, queued };
}

async function queueRest(installation: BenchInstallation, orgId: string, campaignId: string): Promise<void> {
  while (await installation.run(orgId, (ctx) => queueNextSlice(ctx, campaignId)));
}

export function draftCampaign(ctx: Context, set: DataSet, filter: AudienceFilter): Promise<CampaignRow> {
  const words = { name: "bench", language: "fr", subject, html: newsletterHtml() };
  return createCampaign(ctx, createCampaignBody.parse({ ...words, typeId: set.newsletter, filter }));
}

/** As validating freezes a list, but only so many of those who may get it. */
async function freezeSome(ctx: Context, campaign: CampaignRow, recipients: number): Promise<void> {
  const insert = sql`
    INSERT INTO campaigns.recipients (org_id, campaign_id, recipient_id, contact_id, address_id)
    SELECT ${ctx.orgId}, ${campaign.campaignId}, found.recipient_id, found.contact_id, found.address_id
    FROM (${wholeOf(audienceOf(ctx, campaign))}) found
    WHERE found.reason IS NULL
    LIMIT ${recipients}`;
  await planForMany(ctx.tx, () => insert.execute(ctx.tx));
}

/** Where messages can be put by hand. */
export async function prepareBatch(ctx: Context) {
  const html = newsletterHtml();
  const { senderId } = await chooseSender(ctx, { purpose: "campaign" });
  const { contentVersionId } = await saveContentVersion(ctx, { kind: "marketing", language: "fr", subject, html });
  const { batchId } = await createBatch(ctx, { name: "bench", cause: "campaign" });
  return { batchId, senderId, contentVersionId };
}

const everybody = audienceFilterSchema.parse({});

/** Waits for the end of the batch, as the product itself sees it. */
export async function waitForBatch(installation: BenchInstallation, set: DataSet, batchId: string): Promise<void> {
  for (;;) {
    const hasEnded = await installation.run(set.orgId, async (ctx) => {
      const { rows } = await sql`
        SELECT 1 FROM messaging.batches
        WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId} AND ended_at IS NOT NULL`.execute(ctx.tx);
      return rows.length > 0;
    });
    if (hasEnded) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** Every message of the batches accepted, each by one attempt. */
export async function allAcceptedOnce(
  installation: BenchInstallation,
  orgId: string,
  batchIds: string[],
): Promise<Invariant> {
  // A planner that takes both tables for empty reads one of them whole for each row of the other.
  await installation.asSuperuser("ANALYZE messaging.messages, messaging.attempts");
  const [found] = await installation.asSuperuser<{ total: number; accepted: number; attempts: number }>(`
    SELECT count(*)::int AS total, count(*) FILTER (WHERE m.state = 'accepted')::int AS accepted,
      sum(coalesce(a.accepted, 0))::int AS attempts
    FROM messaging.messages m
    LEFT JOIN (
      SELECT message_id, count(*) AS accepted FROM messaging.attempts
      WHERE org_id = '${orgId}' AND outcome = 'accepted' GROUP BY message_id) a ON a.message_id = m.message_id
    WHERE m.org_id = '${orgId}' AND m.batch_id IN (${batchIds.map((id) => `'${id}'`).join(", ")})`);
  const isHeld = found !== undefined && found.total > 0 && found.accepted === found.total;
  return {
    name: "every message accepted, each by one attempt",
    isHeld: isHeld && found.attempts === found.total,
    detail: JSON.stringify(found),
  };
}

export function sameCount(name: string, taken: number, accepted: number): Invariant {
  return { name, isHeld: taken === accepted, detail: `sink ${taken}, rows ${accepted}` };
}
