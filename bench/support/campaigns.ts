import { sql } from "kysely";
import { type AudienceFilter, audienceFilterSchema } from "../../contracts/campaigns.ts";
import { audienceOf, wholeOf } from "../../server/modules/campaigns/audience.queries.ts";
import { createBatch, queueMessagesForAudience } from "../../server/modules/messaging/index.ts";
import { chooseSender } from "../../server/modules/senders/index.ts";
import { saveContentVersion } from "../../server/modules/templates/index.ts";
import type { Context } from "../../server/platform/context.ts";
import type { Invariant } from "./benchmark.ts";
import { newsletterHtml, subject } from "./content.ts";
import type { DataSet } from "./generated-people.ts";
import type { BenchInstallation } from "./installation.ts";

export interface QueuedCampaign {
  batchId: string;
  queued: number;
}

/** Selection with all reasons, then the messages, in one transaction: what validating and launching does, in one go. */
export async function queueCampaign(
  installation: BenchInstallation,
  set: DataSet,
  { messages, state = "running" }: { messages: number; state?: "running" | "paused" },
): Promise<QueuedCampaign> {
  return installation.run(set.orgId, async (ctx) => {
    const target = await prepareCampaign(ctx, state);
    const { queued } = await queueMessagesForAudience(ctx, {
      ...target,
      messageClass: "marketing",
      typeId: set.newsletter,
      audience: await allowedOf(ctx, set, { filter: everybody, limit: messages }),
    });
    return { batchId: target.batchId, queued };
  });
}

export async function prepareCampaign(ctx: Context, state: "running" | "paused" = "running") {
  const html = newsletterHtml();
  const { senderId } = await chooseSender(ctx, { purpose: "campaign" });
  const { contentVersionId } = await saveContentVersion(ctx, { kind: "marketing", language: "fr", subject, html });
  const { batchId } = await createBatch(ctx, { name: "bench", cause: "campaign", state });
  return { batchId, senderId, contentVersionId };
}

export const everybody = audienceFilterSchema.parse({});

/** Those of the audience to whom no reason stands against. */
export async function allowedOf(ctx: Context, set: DataSet, wanted: { filter: AudienceFilter; limit: number | null }) {
  const question = { kind: "mailing" as const, typeId: set.newsletter, filter: wanted.filter };
  return sql`
    SELECT found.address_id, found.contact_id, c.language, c.merge_values
    FROM (${wholeOf(audienceOf(ctx, question))}) found
    JOIN contacts.contact_directory c ON c.org_id = ${ctx.orgId} AND c.contact_id = found.contact_id
    WHERE found.reason IS NULL
    LIMIT ${wanted.limit}`;
}

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
