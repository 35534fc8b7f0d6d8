import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eraseContact } from "../../contacts/index.ts";
import { listReasons } from "../contact-reasons.ts";
import { changeSettings, listHistory, refuseConsent, suppressAddress } from "../index.ts";
import { type CallDesk, type Person, startCallDesk } from "./calls-test-support.ts";

let desk: CallDesk;
beforeAll(async () => {
  desk = await startCallDesk();
});
afterAll(() => desk.app.stop());
beforeEach(() => desk.askWhenMissing());

describe("may I call this number?", () => {
  test("yes, on the ground of the consent, whatever the form of the number", async () => {
    const person = await desk.aPerson();
    await desk.grant(person);
    const national = `0${person.number.slice(3)}`;
    for (const number of [person.number, person.number.replace("+", "00"), `tel:${person.number}`]) {
      expect(await desk.check({ number })).toMatchObject({
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
    const person = await desk.aPerson();
    const asked = await desk.check({ number: person.number });
    expect(asked).toMatchObject({ answer: "needs-reason", refusal: "consent.not-asked", dial: null });
    const { body } = await desk.state(asked.callCheckId, "She asked for a quote");
    expect(body).toMatchObject({ answer: "allowed", ground: "stated-reason", dial: `tel:${person.number}` });
    const { items } = await desk.app.run(desk.org, (ctx) =>
      listHistory(ctx, { addressId: person.addressId, limit: 5 }),
    );
    expect(items).toMatchObject([{ kind: "overridden", source: "phone", evidence: "She asked for a quote" }]);
    await desk.operator.request("POST", `/call-checks/${asked.callCheckId}/outcome`, {
      body: { outcome: "no-answer" },
    });
    expect(await desk.check({ number: person.number })).toMatchObject({ answer: "needs-reason" });
  });

  test("C-05 without a reason in words is not answered", async () => {
    const person = await desk.aPerson();
    const asked = await desk.check({ number: person.number });
    const { status, body } = await desk.operator.request("POST", `/call-checks/${asked.callCheckId}/reason`, {
      body: {},
    });
    expect({ status, code: body.code }).toEqual({ status: 422, code: "common.invalid-input" });
  });

  test("no, when the person refused or the number is blocked, and no reason opens the way", async () => {
    const [refusing, blocked] = [await desk.aPerson(), await desk.aPerson()];
    await desk.app.run(desk.org, (ctx) =>
      refuseConsent(ctx, { addressId: refusing.addressId, typeId: desk.calls, source: "phone" }),
    );
    await desk.app.run(desk.org, (ctx) => suppressAddress(ctx, { addressId: blocked.addressId, kind: "manual" }));
    const no = await desk.check({ number: refusing.number });
    expect(no).toMatchObject({ answer: "refused", refusal: "consent.refused", dial: null });
    expect((await desk.state(no.callCheckId, "But I must")).body.code).toBe("consent.call-needs-no-reason");
    expect(await desk.check({ number: blocked.number })).toMatchObject({ refusal: "consent.suppressed" });
  });

  test("no, when the number is a stranger's; and it is not kept whole", async () => {
    const answer = await desk.check({ number: "+49 30 99887766" });
    expect(answer).toMatchObject({ answer: "refused", refusal: "consent.external", number: null });
    expect(answer.shownNumber).toBe("+49 … 66");
  });

  test("no number, no answer", async () => {
    const { status, body } = await desk.operator.request("POST", "/call-checks", { body: { number: "12ab" } });
    expect({ status, code: body.code }).toEqual({ status: 422, code: "consent.number-invalid" });
  });

  test("a withdrawal between the question and the reason is seen", async () => {
    const person = await desk.aPerson();
    const asked = await desk.check({ number: person.number });
    await desk.app.run(desk.org, (ctx) =>
      refuseConsent(ctx, { addressId: person.addressId, typeId: desk.calls, source: "phone" }),
    );
    expect((await desk.state(asked.callCheckId, "A quote")).body).toMatchObject({ answer: "refused", dial: null });
  });
});

describe("the switch for calls", () => {
  test("always: asks the reason also of whoever has consent", async () => {
    const person = await desk.aPerson();
    await desk.grant(person);
    await desk.app.run(desk.org, (ctx) => changeSettings(ctx, { callPrompt: "always" }));
    const asked = await desk.check({ number: person.number });
    expect(asked).toMatchObject({ answer: "needs-reason", refusal: null });
    expect((await desk.state(asked.callCheckId, "Her birthday")).body).toMatchObject({
      answer: "allowed",
      ground: "consent",
    });
  });

  test("off: records the standing reason instead of asking", async () => {
    const person = await desk.aPerson();
    const [reason] = await desk.app.run(desk.org, (ctx) => listReasons(ctx));
    await desk.app.run(desk.org, (ctx) =>
      changeSettings(ctx, { callPrompt: "off", standingReasonId: reason?.reasonId ?? null }),
    );
    expect(await desk.check({ number: person.number })).toMatchObject({
      answer: "allowed",
      ground: "stated-reason",
      reason: reason?.text,
    });
  });
});

describe("a call about a contract", () => {
  test("needs no consent, and its reason is kept", async () => {
    const person = await desk.aPerson();
    const asked = await desk.check({ number: person.number, purpose: "service" });
    expect(asked).toMatchObject({ answer: "needs-reason", refusal: null });
    expect((await desk.state(asked.callCheckId, "Visit of tomorrow")).body).toMatchObject({
      answer: "allowed",
      ground: "service",
      reason: "Visit of tomorrow",
    });
  });
});

describe("the law of the number's country", () => {
  test("a French consumer without consent is not called, a French business is for a reason", async () => {
    const consumer = await desk.aPerson("+33 1 42 68 53 00");
    const business = await desk.aPerson("+33 1 42 68 53 01", "Boulangerie Martin");
    expect(await desk.check({ number: consumer.number })).toMatchObject({
      answer: "refused",
      refusal: "consent.law-forbids",
      law: { cause: "needs-consent", country: "FR", lawName: "RGPD" },
    });
    expect(await desk.check({ number: business.number })).toMatchObject({ answer: "needs-reason" });
  });

  test("an Italian number waits until the register was looked into", async () => {
    const person = await desk.aPerson("+39 02 1234 5678");
    await desk.grant(person);
    expect(await desk.check({ number: person.number })).toMatchObject({ law: { cause: "register" } });
    const administrator = desk.app.signedIn(desk.org, "administrator");
    const today = new Date().toISOString().slice(0, 10);
    await administrator.request("PUT", "/consent-law/IT/register-check", { body: { checkedOn: today } });
    expect(await desk.check({ number: person.number })).toMatchObject({ answer: "allowed", ground: "consent" });
  });
});

describe("what came of a call", () => {
  test("is in the contact's history, and asking not to be called again is a no", async () => {
    const person = await desk.aPerson();
    await desk.grant(person);
    const { callCheckId } = await desk.check({ number: person.number });
    const path = `/call-checks/${callCheckId}/outcome`;
    const ended = await desk.operator.request("POST", path, { body: { outcome: "no-more-calls", note: "was angry" } });
    expect(ended.body).toMatchObject({ outcome: "no-more-calls", outcomeNote: "was angry" });
    const list = await desk.operator.request("GET", "/call-checks", { query: { contactId: person.contactId } });
    expect(list.body).toMatchObject({ total: 1, items: [{ callCheckId, outcome: "no-more-calls" }] });
    expect(await desk.check({ number: person.number })).toMatchObject({ refusal: "consent.withdrawn" });
    const undone = await desk.operator.request("POST", path, { body: { outcome: "reached" } });
    expect(undone.body.code).toBe("consent.final-for-staff");
  });

  test("of a call that was not allowed cannot be entered", async () => {
    const { callCheckId } = await desk.check({ number: (await desk.aPerson()).number });
    const answer = await desk.operator.request("POST", `/call-checks/${callCheckId}/outcome`, {
      body: { outcome: "reached" },
    });
    expect(answer.body.code).toBe("consent.call-was-not-allowed");
  });

  test("loses its words with the person", async () => {
    const person = await desk.aPerson();
    const asked = await desk.check({ number: person.number });
    await desk.state(asked.callCheckId, "About her heating");
    await desk.app.run(desk.org, (ctx) => eraseContact(ctx, person.contactId));
    const { body } = await desk.operator.request("GET", "/call-checks", { query: { limit: 1 } });
    expect(body.items).toMatchObject([{ callCheckId: asked.callCheckId, reason: null, number: null, contact: null }]);
  });
});

describe("telephone systems", () => {
  test("get the answer as lines of text, or are sent on to dial", async () => {
    const [agreed, unasked] = [await desk.aPerson(), await desk.aPerson()];
    await desk.grant(agreed);
    const query = (person: Person) => ({ number: person.number, operator: "Desk 4" });
    const text = await desk.operator.request("GET", "/call-checks/text", { query: query(agreed) });
    expect(text.text).toBe(`allowed\nYes. The person agreed to be called.\ntel:${agreed.number}`);
    const dial = await desk.operator.request("GET", "/call-checks/dial", { query: query(agreed) });
    expect([dial.status, dial.headers.location]).toEqual([302, `tel:${agreed.number}`]);
    const page = await desk.operator.request("GET", "/call-checks/dial", { query: query(unasked) });
    expect(page.headers.location).toBe(`/calls?number=${encodeURIComponent(unasked.number)}`);
    const list = await desk.operator.request("GET", "/call-checks", { query: { contactId: unasked.contactId } });
    expect(list.body.items).toMatchObject([{ askedBy: "Desk 4" }]);
  });

  test("of another organisation find nobody", async () => {
    const person = await desk.aPerson();
    await desk.grant(person);
    const other = desk.app.signedIn(await desk.app.newOrganisation(), "operator");
    const { body } = await other.request("POST", "/call-checks", { body: { number: person.number } });
    expect(body).toMatchObject({ answer: "refused", refusal: "consent.external", contact: null });
  });
});
