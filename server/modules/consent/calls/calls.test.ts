import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createContactBody } from "../../../../contracts/contacts.ts";
import { typesOf } from "../../../../tests/support/people.ts";
import {
  startTestApp,
  type TestApp,
  type TestClient,
  type TestOrganisation,
} from "../../../../tests/support/test-app.ts";
import { createContact, eraseContact } from "../../contacts/index.ts";
import { listReasons } from "../contact-reasons.ts";
import { changeSettings, listHistory, recordGrant, refuseConsent, suppressAddress } from "../index.ts";

let app: TestApp;
let org: TestOrganisation;
let operator: TestClient;
let calls: string;
let next = 10_000_000;
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

describe("may I call this number?", () => {
  test("yes, on the ground of the consent, whatever the form of the number", async () => {
    const person = await aPerson();
    await grant(person);
    const national = `0${person.number.slice(3)}`;
    for (const number of [person.number, person.number.replace("+", "00"), `tel:${person.number}`]) {
      expect(await check({ number })).toMatchObject({
        answer: "allowed",
        ground: "consent",
        dial: `tel:${person.number}`,
        contact: { contactId: person.contactId },
        text: "Yes. The person agreed to be called.",
      });
    }
    expect(national).toMatch(/^030/);
  });

  test("C-05 needs a reason while nobody was asked, and the reason given is a ledger event for this one call", async () => {
    const person = await aPerson();
    const asked = await check({ number: person.number });
    expect(asked).toMatchObject({ answer: "needs-reason", refusal: "consent.not-asked", dial: null });
    const { body } = await state(asked.callCheckId, "She asked for a quote");
    expect(body).toMatchObject({ answer: "allowed", ground: "stated-reason", dial: `tel:${person.number}` });
    const { items } = await app.run(org, (ctx) => listHistory(ctx, { addressId: person.addressId, limit: 5 }));
    expect(items).toMatchObject([{ kind: "overridden", source: "phone", evidence: "She asked for a quote" }]);
    await operator.request("POST", `/call-checks/${asked.callCheckId}/outcome`, { body: { outcome: "no-answer" } });
    expect(await check({ number: person.number })).toMatchObject({ answer: "needs-reason" });
  });

  test("C-05 without a reason in words is not answered", async () => {
    const person = await aPerson();
    const asked = await check({ number: person.number });
    const { status, body } = await operator.request("POST", `/call-checks/${asked.callCheckId}/reason`, { body: {} });
    expect({ status, code: body.code }).toEqual({ status: 422, code: "common.invalid-input" });
  });

  test("no, when the person refused or the number is blocked, and no reason opens the way", async () => {
    const [refusing, blocked] = [await aPerson(), await aPerson()];
    await app.run(org, (ctx) => refuseConsent(ctx, { addressId: refusing.addressId, typeId: calls, source: "phone" }));
    await app.run(org, (ctx) => suppressAddress(ctx, { addressId: blocked.addressId, kind: "manual" }));
    const no = await check({ number: refusing.number });
    expect(no).toMatchObject({ answer: "refused", refusal: "consent.refused", dial: null });
    expect((await state(no.callCheckId, "But I must")).body.code).toBe("consent.call-needs-no-reason");
    expect(await check({ number: blocked.number })).toMatchObject({ refusal: "consent.suppressed" });
  });

  test("no, when the number is a stranger's; and it is not kept whole", async () => {
    const answer = await check({ number: "+49 30 99887766" });
    expect(answer).toMatchObject({ answer: "refused", refusal: "consent.external", number: null });
    expect(answer.shownNumber).toBe("+49 … 66");
  });

  test("no number, no answer", async () => {
    const { status, body } = await operator.request("POST", "/call-checks", { body: { number: "12ab" } });
    expect({ status, code: body.code }).toEqual({ status: 422, code: "consent.number-invalid" });
  });

  test("a withdrawal between the question and the reason is seen", async () => {
    const person = await aPerson();
    const asked = await check({ number: person.number });
    await app.run(org, (ctx) => refuseConsent(ctx, { addressId: person.addressId, typeId: calls, source: "phone" }));
    expect((await state(asked.callCheckId, "A quote")).body).toMatchObject({ answer: "refused", dial: null });
  });
});

describe("the switch for calls", () => {
  test("always: asks the reason also of whoever has consent", async () => {
    const person = await aPerson();
    await grant(person);
    await app.run(org, (ctx) => changeSettings(ctx, { callPrompt: "always" }));
    const asked = await check({ number: person.number });
    expect(asked).toMatchObject({ answer: "needs-reason", refusal: null });
    expect((await state(asked.callCheckId, "Her birthday")).body).toMatchObject({
      answer: "allowed",
      ground: "consent",
    });
  });

  test("off: records the standing reason instead of asking", async () => {
    const person = await aPerson();
    const [reason] = await app.run(org, (ctx) => listReasons(ctx));
    await app.run(org, (ctx) => changeSettings(ctx, { callPrompt: "off", standingReasonId: reason?.reasonId ?? null }));
    expect(await check({ number: person.number })).toMatchObject({
      answer: "allowed",
      ground: "stated-reason",
      reason: reason?.text,
    });
  });
});

describe("a call about a contract", () => {
  test("needs no consent, and its reason is kept", async () => {
    const person = await aPerson();
    const asked = await check({ number: person.number, purpose: "service" });
    expect(asked).toMatchObject({ answer: "needs-reason", refusal: null });
    expect((await state(asked.callCheckId, "Visit of tomorrow")).body).toMatchObject({
      answer: "allowed",
      ground: "service",
      reason: "Visit of tomorrow",
    });
  });
});

describe("the law of the number's country", () => {
  test("a French consumer without consent is not called, a French business is for a reason", async () => {
    const consumer = await aPerson("+33 1 42 68 53 00");
    const business = await aPerson("+33 1 42 68 53 01", "Boulangerie Martin");
    expect(await check({ number: consumer.number })).toMatchObject({
      answer: "refused",
      refusal: "consent.law-forbids",
      law: { cause: "needs-consent", country: "FR", lawName: "RGPD" },
    });
    expect(await check({ number: business.number })).toMatchObject({ answer: "needs-reason" });
  });

  test("an Italian number waits until the register was looked into", async () => {
    const person = await aPerson("+39 02 1234 5678");
    await grant(person);
    expect(await check({ number: person.number })).toMatchObject({ law: { cause: "register" } });
    const administrator = app.signedIn(org, "administrator");
    const today = new Date().toISOString().slice(0, 10);
    await administrator.request("PUT", "/consent-law/IT/register-check", { body: { checkedOn: today } });
    expect(await check({ number: person.number })).toMatchObject({ answer: "allowed", ground: "consent" });
  });
});

describe("what came of a call", () => {
  test("is in the contact's history, and asking not to be called again is a no", async () => {
    const person = await aPerson();
    await grant(person);
    const { callCheckId } = await check({ number: person.number });
    const path = `/call-checks/${callCheckId}/outcome`;
    const ended = await operator.request("POST", path, { body: { outcome: "no-more-calls", note: "was angry" } });
    expect(ended.body).toMatchObject({ outcome: "no-more-calls", outcomeNote: "was angry" });
    const list = await operator.request("GET", "/call-checks", { query: { contactId: person.contactId } });
    expect(list.body).toMatchObject({ total: 1, items: [{ callCheckId, outcome: "no-more-calls" }] });
    expect(await check({ number: person.number })).toMatchObject({ refusal: "consent.withdrawn" });
    const undone = await operator.request("POST", path, { body: { outcome: "reached" } });
    expect(undone.body.code).toBe("consent.final-for-staff");
  });

  test("of a call that was not allowed cannot be entered", async () => {
    const { callCheckId } = await check({ number: (await aPerson()).number });
    const answer = await operator.request("POST", `/call-checks/${callCheckId}/outcome`, {
      body: { outcome: "reached" },
    });
    expect(answer.body.code).toBe("consent.call-was-not-allowed");
  });

  test("loses its words with the person", async () => {
    const person = await aPerson();
    const asked = await check({ number: person.number });
    await state(asked.callCheckId, "About her heating");
    await app.run(org, (ctx) => eraseContact(ctx, person.contactId));
    const { body } = await operator.request("GET", "/call-checks", { query: { limit: 1 } });
    expect(body.items).toMatchObject([{ callCheckId: asked.callCheckId, reason: null, number: null, contact: null }]);
  });
});

describe("telephone systems", () => {
  test("get the answer as lines of text, or are sent on to dial", async () => {
    const [agreed, unasked] = [await aPerson(), await aPerson()];
    await grant(agreed);
    const query = (person: Person) => ({ number: person.number, operator: "Desk 4" });
    const text = await operator.request("GET", "/call-checks/text", { query: query(agreed) });
    expect(text.text).toBe(`allowed\nYes. The person agreed to be called.\ntel:${agreed.number}`);
    const dial = await operator.request("GET", "/call-checks/dial", { query: query(agreed) });
    expect([dial.status, dial.headers.location]).toEqual([302, `tel:${agreed.number}`]);
    const page = await operator.request("GET", "/call-checks/dial", { query: query(unasked) });
    expect(page.headers.location).toBe(`/calls?number=${encodeURIComponent(unasked.number)}`);
    const list = await operator.request("GET", "/call-checks", { query: { contactId: unasked.contactId } });
    expect(list.body.items).toMatchObject([{ askedBy: "Desk 4" }]);
  });

  test("of another organisation find nobody", async () => {
    const person = await aPerson();
    await grant(person);
    const other = app.signedIn(await app.newOrganisation(), "operator");
    const { body } = await other.request("POST", "/call-checks", { body: { number: person.number } });
    expect(body).toMatchObject({ answer: "refused", refusal: "consent.external", contact: null });
  });
});
