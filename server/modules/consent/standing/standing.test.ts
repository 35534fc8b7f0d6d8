import { afterAll, beforeAll, expect, test } from "vitest";
import { aMailingList } from "../../../../tests/support/mailing-list.ts";
import { typesOf } from "../../../../tests/support/people.ts";
import {
  startTestApp,
  type TestApp,
  type TestClient,
  type TestOrganisation,
} from "../../../../tests/support/test-app.ts";

let app: TestApp;
let org: TestOrganisation;
let viewer: TestClient;
beforeAll(async () => {
  app = await startTestApp();
  org = await app.newOrganisation();
  viewer = app.signedIn(org, "viewer");
  const { newsletter } = await typesOf(app, org);
  const administrator = app.signedIn(org, "administrator");
  await administrator.request("PATCH", `/consent-types/${newsletter}`, { body: { validityDays: 1000 } });
});
afterAll(() => app.stop());

const list = async (query: Record<string, string> = {}) => (await viewer.request("GET", "/consents", { query })).body;

test("the people behind a number are listed, page by page and by what they said", async () => {
  const people = await aMailingList(app, org, { accepted: 3, refused: 1, notAsked: 2 });
  const first = await list({ limit: "2" });
  expect(first).toMatchObject({ total: 3 });
  const second = await list({ limit: "2", cursor: first.nextCursor });
  const shown = [...first.items, ...second.items].map((row: { contactId: string }) => row.contactId);
  expect(shown.toSorted()).toEqual(people.accepted.map(({ contactId }) => contactId).toSorted());
  expect(await list({ status: "refused" })).toMatchObject({
    total: 1,
    items: [{ contactId: people.refused[0]?.contactId, status: "refused" }],
  });
  expect((await list({ search: first.items[0].value })).total).toBe(1);
});

test("a consent that ran out is listed as expired and no longer as accepted", async () => {
  await app.shiftTime({ days: 4_000 });
  expect((await list()).total).toBe(0);
  expect((await list({ status: "expired" })).total).toBe(3);
  await app.shiftTime({ days: -4_000 });
});

test("another organisation's type and a cursor that is none are refused", async () => {
  const elsewhere = "0192f3a4-0000-7000-8000-000000000001";
  expect(await list({ typeId: elsewhere })).toMatchObject({ status: 404, code: "consent.type-not-found" });
  expect(await list({ cursor: "%" })).toMatchObject({ status: 422, code: "common.invalid-input" });
});
