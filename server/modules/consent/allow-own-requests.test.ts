import { afterAll, beforeAll, expect, test } from "vitest";
import type { GateRequest } from "../../../contracts/send-permit.ts";
import { newPerson, typesOf } from "../../../tests/support/people.ts";
import { startTestApp, type TestApp } from "../../../tests/support/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { decide, listHistory, lockAndDecide, refuseConsent } from "./index.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

test("a request that is tried again is the same request, as long as nobody has answered it", async () => {
  const org = await app.newOrganisation();
  const { newsletter: typeId } = await typesOf(app, org);
  const { addressId, contactId } = await newPerson(app, org);
  const request: GateRequest = { messageId: newId(), addressId, contactId, messageClass: "consent-request", typeId };
  const ask = async (asked: GateRequest) => {
    const [answer] = await app.run(org, (ctx) => lockAndDecide(ctx, [asked]));
    return answer && "permit" in answer ? answer.permit.eventId : answer?.refusal;
  };
  const eventId = await ask(request);
  expect(eventId).toMatch(/^[0-9a-f-]{36}$/);
  expect(await app.run(org, (ctx) => decide(ctx, [request]))).toMatchObject([{ refusal: null }]);
  expect(await ask(request)).toBe(eventId);
  expect(await ask({ ...request, messageId: newId() })).toBe("consent.asked-too-often");
  await app.run(org, (ctx) => refuseConsent(ctx, { addressId, typeId, source: "phone" }));
  expect(await ask(request)).toBe("consent.refused");
  const { items } = await app.run(org, (ctx) => listHistory(ctx, { addressId, limit: 50 }));
  expect(items.map(({ kind }) => kind).sort()).toEqual(["refused", "requested"]);
});
