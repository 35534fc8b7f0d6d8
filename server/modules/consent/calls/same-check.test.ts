import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { callCheckBody } from "../../../../contracts/consent-calls.ts";
import type { Actor } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { withdrawConsent } from "../index.ts";
import { findCallee } from "./calls.queries.ts";
import { type CallDesk, type Person, startCallDesk } from "./calls-test-support.ts";
import { checkCall } from "./check-call.ts";

let desk: CallDesk;
beforeAll(async () => {
  desk = await startCallDesk();
});
afterAll(() => desk.app.stop());
beforeEach(() => desk.askWhenMissing());

describe("asked again by the same person within minutes", () => {
  async function checksOf(person: Person): Promise<number> {
    const query = { contactId: person.contactId };
    return (await desk.operator.request("GET", "/call-checks", { query })).body.total;
  }

  test("is the same check, with the reason that was stated for it", async () => {
    const person = await desk.aPerson();
    const asked = await desk.check({ number: person.number });
    expect((await desk.check({ number: person.number })).callCheckId).toBe(asked.callCheckId);
    await desk.state(asked.callCheckId, "She asked for a quote");
    expect(await desk.check({ addressId: person.addressId })).toMatchObject({
      ...{ callCheckId: asked.callCheckId, answer: "allowed", reason: "She asked for a quote" },
    });
    expect(await checksOf(person)).toBe(1);
    const stranger = await desk.check({ number: "+49 30 55443322" });
    expect((await desk.check({ number: "+49 30 55443322" })).callCheckId).toBe(stranger.callCheckId);
  });

  test("is another one as soon as the answer is another, about something else, by somebody else, or after the call", async () => {
    const person = await desk.aPerson();
    const { number } = person;
    await desk.grant(person);
    const { callCheckId } = await desk.check({ number });
    await desk.check({ number, purpose: "service" });
    const colleague = desk.app.signedIn(desk.org, "operator");
    await colleague.request("POST", "/call-checks", { body: { number } });
    expect(await checksOf(person)).toBe(3);
    await desk.operator.request("POST", `/call-checks/${callCheckId}/outcome`, { body: { outcome: "no-answer" } });
    await desk.check({ number });
    expect(await checksOf(person)).toBe(4);
    await desk.app.run(desk.org, (ctx) =>
      withdrawConsent(ctx, { addressId: person.addressId, typeId: desk.calls, source: "phone" }),
    );
    expect(await desk.check({ number })).toMatchObject({ answer: "refused", refusal: "consent.withdrawn" });
    expect(await checksOf(person)).toBe(5);
  });

  test("by a telephone system that does not say who, needs its reason again", async () => {
    const person = await desk.aPerson();
    const key: Actor = { kind: "api-key", apiKeyId: newId(), name: "PBX" };
    const ask = (more: object) =>
      desk.app.run(desk.org, (ctx) => checkCall(ctx, callCheckBody.parse({ number: person.number, ...more })), {
        actor: key,
      });
    const { callCheckId } = await ask({});
    await desk.state(callCheckId, "A quote");
    expect(await ask({})).toMatchObject({ answer: "needs-reason" });
    const named = await ask({ operator: "Desk 4" });
    await desk.state(named.callCheckId, "A quote");
    expect(await ask({ operator: "Desk 4" })).toMatchObject({ callCheckId: named.callCheckId, answer: "allowed" });
  });

  test("a call counts once towards the law's most calls, and not against itself", async () => {
    const person = await desk.aPerson();
    await desk.grant(person);
    const attempts = async () => {
      const who = { number: person.number, addressId: null, contactId: null };
      return (await desk.app.run(desk.org, (ctx) => findCallee(ctx, who)))?.attempts;
    };
    await desk.check({ number: person.number });
    expect(await attempts()).toBe(0);
    await desk.app.run(desk.org, (ctx) =>
      sql`UPDATE consent.call_checks SET asked_at = asked_at - interval '1 hour'
        WHERE contact_id = ${person.contactId}`.execute(ctx.tx),
    );
    await desk.check({ number: person.number });
    expect(await attempts()).toBe(1);
  });
});
