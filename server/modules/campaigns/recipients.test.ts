import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aMailingList } from "../../../tests/support/mailing-list.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { deleteCampaign } from "./campaigns.queries.ts";

let app: TestApp;
let org: TestOrganisation;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
  await aMailingList(app, org, { accepted: 2 });
});
afterAll(() => app.stop());

const foreignKeyViolation = { code: "23503" };

async function draftWithList(): Promise<string> {
  const manager = app.signedIn(org, "campaign-manager");
  const words = { name: "To all", subject: "To all of you", html: "<p>Hello %name%</p>" };
  const { body: draft } = await manager.request("POST", "/campaigns", { body: words });
  await manager.request("POST", `/campaigns/${draft.campaignId}/validate`, { body: { version: draft.version } });
  return draft.campaignId;
}

function addRecipients(into: TestOrganisation, campaignIds: string[]): Promise<unknown> {
  return app.run(into, ({ tx, orgId }) =>
    sql`
      INSERT INTO campaigns.recipients (org_id, campaign_id, recipient_id, contact_id, address_id)
      SELECT ${orgId}, campaign_id, platform.uuid_v7(), ${newId()}, ${newId()}
      FROM unnest(${campaignIds}::uuid[]) AS given (campaign_id)`.execute(tx),
  );
}

async function countRecipients(campaignId: string): Promise<number> {
  return app.run(org, async ({ tx }) => {
    const { rows } = await sql`SELECT 1 FROM campaigns.recipients WHERE campaign_id = ${campaignId}`.execute(tx);
    return rows.length;
  });
}

test("recipients belong to a campaign: one stranger among many, and none of them is written", async () => {
  const campaignId = await draftWithList();
  await expect(addRecipients(org, [campaignId, newId(), campaignId])).rejects.toMatchObject(foreignKeyViolation);
  expect(await countRecipients(campaignId)).toBe(2);
  await addRecipients(org, [campaignId, campaignId]);
  expect(await countRecipients(campaignId)).toBe(4);
});

test("another organisation's campaign takes no recipients", async () => {
  const campaignId = await draftWithList();
  await expect(addRecipients(await app.newOrganisation(), [campaignId])).rejects.toMatchObject(foreignKeyViolation);
});

test("a draft that is thrown away takes its list with it, and no other's", async () => {
  const [thrownAway, kept] = [await draftWithList(), await draftWithList()];
  await app.run(org, (ctx) => deleteCampaign(ctx, thrownAway));
  expect(await countRecipients(thrownAway)).toBe(0);
  expect(await countRecipients(kept)).toBe(2);
});

test("a draft cannot be thrown away under a list that is being made, and leaves nothing of it", async () => {
  const campaignId = await draftWithList();
  const held = Promise.withResolvers<void>();
  const added = Promise.withResolvers<void>();
  const adding = app.run(org, async (ctx) => {
    await sql`
      INSERT INTO campaigns.recipients (org_id, campaign_id, recipient_id, contact_id, address_id)
      VALUES (${ctx.orgId}, ${campaignId}, platform.uuid_v7(), ${newId()}, ${newId()})`.execute(ctx.tx);
    added.resolve();
    await held.promise;
  });
  await added.promise;
  let isDeleted = false;
  const deleting = app
    .run(org, (ctx) => deleteCampaign(ctx, campaignId))
    .then(() => {
      isDeleted = true;
    });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(isDeleted).toBe(false);
  held.resolve();
  await Promise.all([adding, deleting]);
  expect(await countRecipients(campaignId)).toBe(0);
});
