import { sql } from "kysely";
import { audienceFilterSchema } from "../contracts/campaigns.ts";
import { getCampaign } from "../server/modules/campaigns/get-campaign.ts";
import { queueNextSlice } from "../server/modules/campaigns/queue-next-slice.ts";
import { sendToList } from "../server/modules/campaigns/send-to-list.ts";
import { validateCampaign } from "../server/modules/campaigns/validate-campaign.ts";
import { countBatch } from "../server/modules/messaging/index.ts";
import type { Context } from "../server/platform/context.ts";
import type { Benchmark } from "./support/benchmark.ts";
import { draftCampaign, prepareBatch } from "./support/campaigns.ts";
import type { DataSet } from "./support/generated-people.ts";
import { inRounds, median } from "./support/statistics.ts";

/** The launch of a list: who may get it and why not, and a message for each, against the bare INSERT … SELECT of its rows. */
export const queueing: Benchmark = {
  name: "queueing",
  title: "Queueing a campaign",
  run: async (bench) => {
    const people = bench.pick({ full: 1_000_000, quick: 100_000 });
    const set = await bench.data.people(people);
    const [queued, inserted]: [number[], number[]] = [[], []];
    const timed = (work: (ctx: Context) => Promise<number>) => rolledBack(bench, set, work);
    const times = await inRounds(bench.pick({ full: 5, quick: 3 }), {
      product: () => timed(async (ctx) => queued.push(await queueAll(ctx, set))),
      plain: () => timed(async (ctx) => inserted.push(await insertPlain(ctx, set))),
    });
    const [value, plain] = [median(times.product), median(times.plain)];
    const count = (rows: number) => rows.toLocaleString("en");
    return [
      {
        measure: `${count(queued[0] ?? 0)} of ${count(people)} contacts, with the gate's reasons`,
        value,
        unit: "s",
        peer: { name: "the plain INSERT … SELECT of the same rows", value: plain },
        ratio: value / plain,
        targets: [{ of: "ratio", is: "at-most", target: 2, stretch: 1.3 }],
        invariants: [
          {
            name: "every round queues the same, and the plain statement no other number but for shared addresses",
            isHeld: queued.every((rows) => rows > 0 && rows === queued[0] && rows / (inserted[0] ?? 0) > 0.97),
            detail: `${queued.join(", ")} against ${inserted.join(", ")}`,
          },
        ],
        details: { ...times },
      },
    ];
  },
};

class Undo extends Error {}

/** Seconds of the work alone; its transaction is taken back, so that each round begins with the same tables. */
async function rolledBack(
  { installation }: Parameters<Benchmark["run"]>[0],
  set: DataSet,
  work: (ctx: Context) => Promise<number>,
): Promise<number> {
  let seconds = 0;
  try {
    await installation.run(set.orgId, async (ctx) => {
      const startedAt = performance.now();
      await work(ctx);
      seconds = (performance.now() - startedAt) / 1000;
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  await installation.asSuperuser("VACUUM messaging.messages, campaigns.recipients");
  return seconds;
}

/** Validating freezes the list with its reasons, launching queues it slice by slice. */
async function queueAll(ctx: Context, set: DataSet): Promise<number> {
  const draft = await draftCampaign(ctx, set, audienceFilterSchema.parse({ tags: ["spring"] }));
  const { campaignId, ...validated } = await validateCampaign(ctx, draft.campaignId, draft.version);
  await sendToList(ctx, { campaignId, ...validated });
  while (await queueNextSlice(ctx, campaignId));
  const { batchId } = await getCampaign(ctx, campaignId);
  return batchId === null ? 0 : (await countBatch(ctx, batchId)).total;
}

/** The same rows into the same table by hand: accepted contacts found by the same joins, and nothing explained. */
async function insertPlain(ctx: Context, set: DataSet): Promise<number> {
  const { batchId, senderId, contentVersionId } = await prepareBatch(ctx);
  const { numAffectedRows } = await sql`
    INSERT INTO messaging.messages (
      org_id, message_id, state, message_class, lane, origin, is_automatic, batch_id, sender_id, contact_id, address_id,
      recipient_address, recipient_name, recipient_key, content_version_id, merge_values, type_id, dedupe_key, queued_by,
      not_before)
    SELECT c.org_id, platform.uuid_v7(), 'queued', 'marketing', ${batchId}, 'campaign', false, ${batchId}::uuid,
      ${senderId}::uuid, c.contact_id, b.address_id, b.value, c.display_name, messaging.fold_text(c.display_name),
      ${contentVersionId}::uuid, c.merge_values || jsonb_build_object('email', b.value), ${set.newsletter}::uuid,
      'plain:' || ${batchId} || ':' || b.address_id, 'bench', platform.current_time()
    FROM contacts.contact_directory c
    JOIN contacts.address_book b ON b.org_id = c.org_id AND b.contact_id = c.contact_id AND b.kind = 'email'
    JOIN consent.current s ON s.org_id = b.org_id AND s.address_id = b.address_id AND s.type_id = ${set.newsletter}
    LEFT JOIN consent.suppressed_addresses x ON x.org_id = b.org_id AND x.address_id = b.address_id
    WHERE c.org_id = ${ctx.orgId} AND c.tags && '{spring}' AND b.valid AND x.address_id IS NULL AND s.state = 'accepted'
      AND (s.valid_until IS NULL OR s.valid_until > platform.current_time())
    ON CONFLICT (org_id, dedupe_key) DO NOTHING`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0);
}
