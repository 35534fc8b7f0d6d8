import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPerson, type TestPerson, typesOf } from "../../../../tests/support/people.ts";
import {
  startTestApp,
  type TestApp,
  type TestClient,
  type TestOrganisation,
} from "../../../../tests/support/test-app.ts";
import { newId } from "../../../platform/ids.ts";
import { changeType, recordGrant, recordPastGrant, withdrawConsent } from "../index.ts";

let app: TestApp;
let org: TestOrganisation;
let manager: TestClient;
let typeId: string;
const people: Record<"ended" | "soon" | "later" | "endless" | "refused", TestPerson> = {} as never;

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation({ language: "fr" });
  manager = app.signedIn(org, "campaign-manager");
  typeId = (await typesOf(app, org)).newsletter;
  for (const name of ["ended", "soon", "later", "endless", "refused"] as const)
    people[name] = await newPerson(app, org);
  const grant = { typeId, source: "paper", evidence: "Formulaire 4" } as const;
  const give = (who: TestPerson, days: number) =>
    app.run(org, (ctx) => recordGrant(ctx, { ...grant, addressId: who.addressId, givenOn: daysAgo(days) }));
  await give(people.endless, 400);
  await app.run(org, (ctx) => changeType(ctx, typeId, { validityDays: 365 }));
  for (const who of [people.ended, people.refused]) {
    await app.run(org, (ctx) => recordPastGrant(ctx, { ...grant, addressId: who.addressId, givenOn: daysAgo(400) }));
  }
  await give(people.soon, 350);
  await give(people.later, 300);
  await app.run(org, (ctx) => withdrawConsent(ctx, { addressId: people.refused.addressId, typeId, source: "phone" }));
});
afterAll(() => app.stop());

const list = async (query: Record<string, string>) =>
  (await manager.request("GET", "/consent-expiry/addresses", { query: { typeId, ...query } })).body;

const emails = (page: { items: { value: string }[] }) => page.items.map(({ value }) => value);

describe("consents that end", () => {
  test("are counted for each type, the ended apart from those to come", async () => {
    const { body } = await manager.request("GET", "/consent-expiry");
    expect(body.items[0]).toMatchObject({
      typeId,
      accepted: 3,
      endless: 1,
      expired: 1,
      within30: 1,
      within90: 2,
      within365: 2,
    });
    expect(body.items[1]).toMatchObject({ accepted: 0, endless: 0, expired: 0 });
  });

  test("are listed as they end, and each number of the forecast is the list's", async () => {
    expect(emails(await list({ window: "expired" }))).toEqual([people.ended.email]);
    expect(emails(await list({ window: "90" }))).toEqual([people.soon.email, people.later.email]);
    const [first, second] = [await list({ window: "90", limit: "1" }), await list({ window: "90", askable: "no" })];
    expect(first).toMatchObject({ total: 2 });
    expect(emails(await list({ window: "90", limit: "1", cursor: first.nextCursor }))).toEqual([people.later.email]);
    // More than thirty days before its end a consent is not asked for anew (D1).
    expect(second.items).toMatchObject([{ value: people.later.email, obstacle: "consent.already-accepted" }]);
  });
});

describe("renewing them in one step", () => {
  test("C-17 prepares a request for those who may be asked, and leaves alone whoever said no", async () => {
    const { status, body } = await manager.request("POST", "/consent-renewals", { body: { typeId } });
    expect({ status, kind: body.kind, state: body.state }).toEqual({
      status: 201,
      kind: "consent-request",
      state: "validated",
    });
    expect(body.summary).toMatchObject({ total: 2, available: 2 });
    const { body: recipients } = await manager.request("GET", `/campaigns/${body.campaignId}/recipients`);
    expect(recipients.items.map(({ address }: { address: string }) => address).sort()).toEqual(
      [people.ended.email, people.soon.email].sort(),
    );
  });

  test("is refused when nobody may be asked, or the type is not for mailings", async () => {
    const { calls } = await typesOf(app, org);
    const wrong = await manager.request("POST", "/consent-renewals", { body: { typeId: calls } });
    expect(wrong.body.code).toBe("campaigns.type-not-for-mailings");
    const other = await app.newOrganisation();
    const main = (await typesOf(app, other)).newsletter;
    const nobody = await app.signedIn(other, "campaign-manager").request("POST", "/consent-renewals", {
      body: { typeId: main },
      headers: { "idempotency-key": newId() },
    });
    expect(nobody.body.code).toBe("campaigns.nobody-to-ask");
  });
});
