import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { callCheckBody } from "../../../../contracts/consent-calls.ts";
import { createContactBody } from "../../../../contracts/contacts.ts";
import { typesOf } from "../../../../tests/support/people.ts";
import {
  startTestApp,
  type TestApp,
  type TestClient,
  type TestOrganisation,
} from "../../../../tests/support/test-app.ts";
import type { Actor } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { createContact } from "../../contacts/index.ts";
import { changeSettings, recordGrant, withdrawConsent } from "../index.ts";
import { findCallee } from "./calls.queries.ts";
import { checkCall } from "./check-call.ts";

let app: TestApp;
let org: TestOrganisation;
let operator: TestClient;
let calls: string;
let next = 20_000_000;
beforeAll(async () => {
  app = await startTestApp();
  // Germany's row is that of all other countries: no law of its own stands in the way of what is tested here.
  org = await app.newOrganisation({ language: "en" });
  calls = (await typesOf(app, org)).calls;
  operator = app.signedIn(org, "operator");
});
afterAll(() => app.stop());
beforeEach(() => app.run(org, (ctx) => changeSettings(ctx, { callPrompt: "when-missing" })));

interface Person {
  contactId: string;
  addressId: string;
  number: string;
}

async function aPerson(typed = `+49 30 ${next++}`, company = ""): Promise<Person> {
  const input = createContactBody.parse({ lastName: "Weber", company, addresses: [{ kind: "phone", typed }] });
  const contact = await app.run(org, (ctx) => createContact(ctx, input));
  const [address] = contact.addresses;
  return { contactId: contact.contactId, addressId: address?.addressId ?? "", number: address?.value ?? "" };
}

const grant = (person: Person) =>
  app.run(org, (ctx) =>
    recordGrant(ctx, {
      addressId: person.addressId,
      typeId: calls,
      givenOn: "2026-01-15",
      source: "paper",
      evidence: "Form 17",
    }),
  );

async function check(body: object) {
  return (await operator.request("POST", "/call-checks", { body })).body;
}

const state = (callCheckId: string, text: string) =>
  operator.request("POST", `/call-checks/${callCheckId}/reason`, { body: { text } });

describe("asked again by the same person within minutes", () => {
  async function checksOf(person: Person): Promise<number> {
    const query = { contactId: person.contactId };
    return (await operator.request("GET", "/call-checks", { query })).body.total;
  }

  test("is the same check, with the reason that was stated for it", async () => {
    const person = await aPerson();
    const asked = await check({ number: person.number });
    expect((await check({ number: person.number })).callCheckId).toBe(asked.callCheckId);
    await state(asked.callCheckId, "She asked for a quote");
    expect(await check({ addressId: person.addressId })).toMatchObject({
      ...{ callCheckId: asked.callCheckId, answer: "allowed", reason: "She asked for a quote" },
    });
    expect(await checksOf(person)).toBe(1);
    const stranger = await check({ number: "+49 30 55443322" });
    expect((await check({ number: "+49 30 55443322" })).callCheckId).toBe(stranger.callCheckId);
  });

  test("is another one as soon as the answer is another, about something else, by somebody else, or after the call", async () => {
    const person = await aPerson();
    const { number } = person;
    await grant(person);
    const { callCheckId } = await check({ number });
    await check({ number, purpose: "service" });
    const colleague = app.signedIn(org, "operator");
    await colleague.request("POST", "/call-checks", { body: { number } });
    expect(await checksOf(person)).toBe(3);
    await operator.request("POST", `/call-checks/${callCheckId}/outcome`, { body: { outcome: "no-answer" } });
    await check({ number });
    expect(await checksOf(person)).toBe(4);
    await app.run(org, (ctx) => withdrawConsent(ctx, { addressId: person.addressId, typeId: calls, source: "phone" }));
    expect(await check({ number })).toMatchObject({ answer: "refused", refusal: "consent.withdrawn" });
    expect(await checksOf(person)).toBe(5);
  });

  test("by a telephone system that does not say who, needs its reason again", async () => {
    const person = await aPerson();
    const key: Actor = { kind: "api-key", apiKeyId: newId(), name: "PBX" };
    const ask = (more: object) =>
      app.run(org, (ctx) => checkCall(ctx, callCheckBody.parse({ number: person.number, ...more })), { actor: key });
    const { callCheckId } = await ask({});
    await state(callCheckId, "A quote");
    expect(await ask({})).toMatchObject({ answer: "needs-reason" });
    const named = await ask({ operator: "Desk 4" });
    await state(named.callCheckId, "A quote");
    expect(await ask({ operator: "Desk 4" })).toMatchObject({ callCheckId: named.callCheckId, answer: "allowed" });
  });

  test("a call counts once towards the law's most calls, and not against itself", async () => {
    const person = await aPerson();
    await grant(person);
    const attempts = async () => {
      const who = { number: person.number, addressId: null, contactId: null };
      return (await app.run(org, (ctx) => findCallee(ctx, who)))?.attempts;
    };
    await check({ number: person.number });
    expect(await attempts()).toBe(0);
    await app.run(org, (ctx) =>
      sql`UPDATE consent.call_checks SET asked_at = asked_at - interval '1 hour'
        WHERE contact_id = ${person.contactId}`.execute(ctx.tx),
    );
    await check({ number: person.number });
    expect(await attempts()).toBe(1);
  });
});
