import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { aMailingList } from "../../../tests/support/mailing-list.ts";
import { type Sending, startSending } from "../../../tests/support/sending.ts";
import type { TestClient, TestOrganisation } from "../../../tests/support/test-app.ts";
import { queueNextSlice } from "./queue-next-slice.ts";
import { sliceSize } from "./queue-slice.ts";

let sending: Sending;
let org: TestOrganisation;
let manager: TestClient;
beforeAll(async () => {
  sending = await startSending({ canary: "6000/3" });
});
afterAll(() => sending.stop());
beforeEach(async () => {
  org = await sending.app.newOrganisation();
  manager = sending.app.signedIn(org, "campaign-manager");
});

const consenting = 3;

/** Three who said yes, and a crowd that was in the list when it was validated and that the gate knows nothing of. */
async function validatedFor(crowd: number) {
  await aMailingList(sending.app, org, { accepted: consenting });
  const words = { name: "To all", subject: "To all of you", html: "<p>Hello %name%</p>" };
  const { body: draft } = await manager.request("POST", "/campaigns", { body: words });
  const path = `/campaigns/${draft.campaignId}`;
  const { body: campaign } = await manager.request("POST", `${path}/validate`, { body: { version: draft.version } });
  await sending.app.run(org, async ({ tx, orgId }) => {
    await sql`
      WITH people AS MATERIALIZED (
        SELECT platform.uuid_v7() AS contact_id, platform.uuid_v7() AS address_id, number
        FROM generate_series(1, ${crowd}::int) number),
      contacts AS (
        INSERT INTO contacts.contacts (org_id, contact_id, contact_number, kind, display_name, sort_key, search_text, origin_kind)
        SELECT ${orgId}, contact_id, 1000 + number, 'client', 'Person ' || number, 'p', 'p', 'import' FROM people
        RETURNING 1),
      addresses AS (
        INSERT INTO contacts.addresses (org_id, address_id, kind, value)
        SELECT ${orgId}, address_id, 'email', 'person-' || number || '@crowd.example' FROM people
        RETURNING 1),
      links AS (
        INSERT INTO contacts.contact_addresses (org_id, contact_address_id, contact_id, address_id, position, typed, kind)
        SELECT ${orgId}, platform.uuid_v7(), contact_id, address_id, 1, 'p', 'email' FROM people
        RETURNING 1)
      INSERT INTO campaigns.recipients (org_id, campaign_id, recipient_id, contact_id, address_id)
      SELECT ${orgId}, ${campaign.campaignId}, address_id, contact_id, address_id FROM people`.execute(tx);
  });
  return { campaignId: campaign.campaignId as string, version: campaign.version, recipients: crowd + consenting };
}

async function launch(crowd: number) {
  const { campaignId, ...body } = await validatedFor(crowd);
  const headers = { "idempotency-key": campaignId };
  const answer = await manager.request("POST", `/campaigns/${campaignId}/launch`, { body, headers });
  expect(answer.status).toBe(200);
  return answer.body.campaign as { campaignId: string; batchId: string; state: string; progress: { total: number } };
}

const get = async (campaignId: string) => (await manager.request("GET", `/campaigns/${campaignId}`)).body;
const nextSlice = (campaignId: string) => sending.app.run(org, (ctx) => queueNextSlice(ctx, campaignId));

/** Of the rows themselves: how many, to how many people, and by whom. */
async function messages(batchId: string) {
  return sending.app.run(org, async ({ tx }) => {
    const { rows } = await sql<{ count: number; people: number; queuedBy: string[] }>`
      SELECT count(*)::int AS count, count(DISTINCT address_id)::int AS people, array_agg(DISTINCT queued_by) AS "queuedBy"
      FROM messaging.messages WHERE batch_id = ${batchId}`.execute(tx);
    return rows[0];
  });
}

describe("a launch of more than a few thousand", () => {
  test("answers when the first ones are queued, and a job queues the rest, each once and in the name of who launched", async () => {
    const { campaignId, batchId, state, progress } = await launch(2 * sliceSize + 400);
    expect({ state, total: progress.total }).toEqual({ state: "running", total: 2 * sliceSize + 403 });
    expect(await messages(batchId)).toMatchObject({ count: sliceSize });
    await sending.app.drainQueue();
    const all = 2 * sliceSize + 403;
    expect(await messages(batchId)).toEqual({ count: all, people: all, queuedBy: ["Test campaign-manager"] });
    expect(await nextSlice(campaignId), "nothing is left to do").toBe(false);
  });

  test("of just one slice leaves nothing to do, and of one more leaves that one", async () => {
    const exact = await launch(sliceSize - consenting);
    expect(await nextSlice(exact.campaignId)).toBe(false);
    org = await sending.app.newOrganisation();
    manager = sending.app.signedIn(org, "campaign-manager");
    const oneMore = await launch(sliceSize - consenting + 1);
    expect(await messages(oneMore.batchId)).toMatchObject({ count: sliceSize });
    expect((await get(oneMore.campaignId)).progress).toMatchObject({ queued: sliceSize + 1, total: sliceSize + 1 });
    expect(await nextSlice(oneMore.campaignId)).toBe(false);
    expect(await messages(oneMore.batchId)).toMatchObject({ count: sliceSize + 1, people: sliceSize + 1 });
  });

  test("loses nobody and writes to nobody twice when a slice is cut off, or made by two at once", async () => {
    const { campaignId, batchId } = await launch(3 * sliceSize);
    const cut = sending.app.run(org, async (ctx) => {
      await queueNextSlice(ctx, campaignId);
      throw new Error("the power went out");
    });
    await expect(cut).rejects.toThrow("the power went out");
    expect(await messages(batchId)).toMatchObject({ count: sliceSize });
    await Promise.all([nextSlice(campaignId), nextSlice(campaignId)]);
    const afterThree = { count: 3 * sliceSize, people: 3 * sliceSize };
    expect(await messages(batchId)).toMatchObject(afterThree);
    await sending.app.drainQueue();
    const all = 3 * sliceSize + consenting;
    expect(await messages(batchId)).toMatchObject({ count: all, people: all });
  });

  test("begins with a few, counted by all who are to get it", async () => {
    const { campaignId } = await launch(sliceSize + 1_100);
    await sending.app.drainQueue();
    expect((await get(campaignId)).canary).toMatchObject({ size: 3, state: "sending" });
  });

  test("does not end before all are queued and done, and then it ends", async () => {
    const { campaignId } = await launch(sliceSize + 200);
    await sending.work();
    await vi.waitFor(
      async () =>
        expect((await get(campaignId)).progress).toMatchObject({ queued: 203, stopped: sliceSize - consenting }),
      { timeout: 30_000, interval: 200 },
    );
    expect((await get(campaignId)).state).toBe("running");
    await sending.app.drainQueue();
    await vi.waitFor(async () => expect((await get(campaignId)).state).toBe("ended"), { timeout: 30_000 });
    expect((await get(campaignId)).progress).toMatchObject({
      accepted: consenting,
      stopped: sliceSize + 200,
      total: sliceSize + 203,
    });
  });

  test("that is cancelled meanwhile says of everybody why they got nothing", async () => {
    const { campaignId } = await launch(sliceSize + 200);
    expect((await manager.request("POST", `/campaigns/${campaignId}/cancel`, { body: {} })).status).toBe(200);
    await sending.work();
    await sending.app.drainQueue();
    await vi.waitFor(
      async () => expect((await get(campaignId)).progress).toMatchObject({ queued: 0, stopped: sliceSize + 203 }),
      { timeout: 30_000, interval: 200 },
    );
    expect((await get(campaignId)).state).toBe("cancelled");
  });

  test("whose job has given up goes on when a person resumes it", async () => {
    const { campaignId, batchId } = await launch(sliceSize + 200);
    const { boss } = sending.app.platform.queue;
    for (const job of await boss.fetch("campaigns.queue-rest")) await boss.cancel("campaigns.queue-rest", job.id);
    await sending.app.drainQueue();
    expect(await messages(batchId)).toMatchObject({ count: sliceSize });
    for (const steering of ["pause", "resume"])
      await manager.request("POST", `/campaigns/${campaignId}/${steering}`, { body: {} });
    await sending.app.drainQueue();
    expect(await messages(batchId)).toMatchObject({ count: sliceSize + 203 });
  });
});
