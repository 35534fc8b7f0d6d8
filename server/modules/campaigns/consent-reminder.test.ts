import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { aContact } from "../../../tests/support/mailing-list.ts";
import { type Sending, startSending } from "../../../tests/support/sending.ts";
import type { TestClient } from "../../../tests/support/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { refuseConsent } from "../consent/index.ts";

let sending: Sending;
let manager: TestClient;
beforeAll(async () => {
  sending = await startSending();
  manager = sending.app.signedIn(sending.org, "campaign-manager");
});
afterAll(() => sending.stop());

const post = async (path: string, body: object = {}) =>
  manager.request("POST", path, { body, headers: { "idempotency-key": newId() } });

async function sendRequests(): Promise<string> {
  const mailing = (await post("/campaigns", { name: "Automne", subject: "Bonjour", html: "<p>Bonjour %nom%</p>" }))
    .body;
  const { campaignId, version } = (await post(`/campaigns/${mailing.campaignId}/prepare-consent-campaign`)).body;
  const { body } = await post(`/campaigns/${campaignId}/validate`, { version });
  const launched = await post(`/campaigns/${campaignId}/launch`, {
    version: body.version,
    recipients: body.summary.available,
  });
  expect(launched.status).toBe(200);
  return campaignId;
}

const resultsOf = async (campaignId: string) =>
  (await manager.request("GET", `/campaigns/${campaignId}/consent-results`)).body;

async function eachNumberOpensItsPeople(campaignId: string, people: Record<"refused" | "silent", string[]>) {
  const open = async (answer: string, search?: string) => {
    const query = { answer, ...(search && { search }) };
    const { body } = await manager.request("GET", `/campaigns/${campaignId}/recipients`, { query });
    return { total: body.total, addresses: body.items.map(({ address }: { address: string }) => address).sort() };
  };
  const everybody = [...people.refused, ...people.silent].sort();
  expect(await open("asked")).toEqual({ total: 2, addresses: everybody });
  expect(await open("accepted")).toEqual({ total: 0, addresses: [] });
  expect(await open("refused")).toEqual({ total: 1, addresses: people.refused });
  expect(await open("silent")).toEqual({ total: 1, addresses: people.silent });
  expect(await open("silent", people.refused[0])).toEqual({ total: 0, addresses: [] });
}

test("C-17 a consent campaign is remembered once, after the pause, to those who have not answered", async () => {
  const { app, org, newsletter } = sending;
  const [silent, refusing] = [
    await aContact(app, org, { email: `${newId()}@example.org` }),
    await aContact(app, org, { email: `${newId()}@example.org` }),
  ];
  const campaignId = await sendRequests();
  await sending.work();
  await vi.waitFor(async () => expect((await resultsOf(campaignId)).asked).toBe(2), { timeout: 30_000 });
  await app.run(org, (ctx) =>
    refuseConsent(ctx, { addressId: refusing.addressId, typeId: newsletter, source: "phone" }),
  );
  expect(await resultsOf(campaignId)).toMatchObject({
    ...{ asked: 2, accepted: 0, refused: 1, silent: 1 },
    reminder: { isPossible: false, campaignId: null },
  });
  await eachNumberOpensItsPeople(campaignId, { refused: [refusing.email], silent: [silent.email] });
  expect((await post(`/campaigns/${campaignId}/reminder`)).body.code).toBe("campaigns.reminder-too-early");

  await app.shiftTime({ hours: 24 * 91 });
  const reminder = await post(`/campaigns/${campaignId}/reminder`);
  expect(reminder.body).toMatchObject({ kind: "consent-request", reminderOf: campaignId, state: "validated" });
  const { body: list } = await manager.request("GET", `/campaigns/${reminder.body.campaignId}/recipients`);
  expect(list.items).toMatchObject([{ address: silent.email, reason: null }]);
  expect((await post(`/campaigns/${campaignId}/reminder`)).body.code).toBe("campaigns.reminder-exists");
  expect((await resultsOf(campaignId)).reminder.campaignId).toBe(reminder.body.campaignId);
  const forecast = await manager.request("GET", `/campaigns/${reminder.body.campaignId}/consent-forecast`);
  expect(forecast.body).toEqual({
    ...{ reachNow: 0, askable: 1, pastYesPercent: 0, pastAsked: 2, reachExpected: 0, reachAtMost: 1 },
  });
}, 60_000);
