import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { withdraw } from "../../../../tests/support/mailing-list.ts";
import { newPerson } from "../../../../tests/support/people.ts";
import {
  consentedPeople,
  duplicatesIn,
  launch,
  queueOne,
  type Sending,
  startSending,
  storedMessage,
  storedMessages,
} from "../../../../tests/support/sending.ts";
import { setBatchState } from "../index.ts";

const patient = { timeout: 15_000, interval: 20 };
let sending: Sending;

beforeAll(async () => {
  sending = await startSending();
  await sending.work();
});
afterAll(() => sending.stop());
afterEach(() => {
  sending.sink.options = {};
  sending.sink.accepted.length = 0;
  sending.sink.dotted.length = 0;
});

const stateOf = async (messageId: string) => (await storedMessage(sending, messageId))?.state;

describe("a message", () => {
  test("leaves, is accepted, and carries what the gate said", async () => {
    const person = await newPerson(sending.app, sending.org);
    const messageId = await queueOne(sending, { person });
    await vi.waitFor(async () => expect(await stateOf(messageId)).toBe("accepted"), patient);
    expect(await storedMessage(sending, messageId)).toMatchObject({
      ground: "service",
      attemptCount: 1,
      finalReason: null,
    });
    expect(sending.sink.accepted.map((mail) => mail.to)).toEqual([person.email]);
    const mail = await PostalMime.parse(sending.sink.accepted[0]?.data ?? "");
    expect(mail.subject).toContain("News for");
    expect(mail.from?.address).toBe("news@placet.example");
    expect(mail.messageId).toBe(`<${(await storedMessage(sending, messageId))?.messageIdHeader}>`);
  });

  test("told twice by one cause leaves once", async () => {
    const person = await newPerson(sending.app, sending.org);
    const first = await queueOne(sending, { person, dedupeKey: "invoice:17" });
    const second = await queueOne(sending, { person, dedupeKey: "invoice:17" });
    expect(second).toBe(first);
    await vi.waitFor(async () => expect(await stateOf(first)).toBe("accepted"), patient);
    expect(sending.sink.accepted).toHaveLength(1);
  });

  test("refused for ever fails with the server's words, and a dead address is written to by nobody again", async () => {
    sending.sink.options = {
      script: (visit) => (visit.step === "rcpt" ? { reply: "550 5.1.1 no such user here" } : undefined),
    };
    const person = await newPerson(sending.app, sending.org);
    const messageId = await queueOne(sending, { person });
    await vi.waitFor(async () => expect(await stateOf(messageId)).toBe("failed"), patient);
    expect(await storedMessage(sending, messageId)).toMatchObject({ finalReason: "messaging.refused-by-server" });
    const again = await queueOne(sending, { person });
    await vi.waitFor(async () => expect(await stateOf(again)).toBe("stopped"), patient);
    expect(await storedMessage(sending, again)).toMatchObject({ finalReason: "consent.suppressed" });
  });

  test("refused for now waits and leaves later", async () => {
    let refusals = 0;
    sending.sink.options = {
      script: (visit) => (visit.step === "rcpt" && refusals++ === 0 ? { reply: "450 4.2.1 busy" } : undefined),
    };
    const messageId = await queueOne(sending);
    await vi.waitFor(async () => expect((await storedMessage(sending, messageId))?.attemptCount).toBe(1), patient);
    expect(await stateOf(messageId)).toBe("queued");
    expect(sending.sink.accepted).toEqual([]);
    await sending.app.shiftTime({ minutes: 2 });
    await vi.waitFor(async () => expect(await stateOf(messageId)).toBe("accepted"), patient);
    expect(await storedMessage(sending, messageId)).toMatchObject({ attemptCount: 2 });
  });

  test("whose dot got no answer is uncertain and never sent again by itself", async () => {
    sending.sink.options = { script: (visit) => (visit.step === "dot" ? { drop: true } : undefined) };
    const messageId = await queueOne(sending);
    await vi.waitFor(async () => expect(await stateOf(messageId)).toBe("uncertain"), patient);
    sending.sink.options = {};
    await sending.app.shiftTime({ hours: 3 });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await stateOf(messageId)).toBe("uncertain");
    expect(sending.sink.dotted).toHaveLength(1);
  });

  test("of class security whose dot got no answer is sent once more, under the same Message-ID, and says so", async () => {
    let dots = 0;
    sending.sink.options = { script: (visit) => (visit.step === "dot" && dots++ === 0 ? { drop: true } : undefined) };
    const messageId = await queueOne(sending, { messageClass: "security" });
    await vi.waitFor(async () => expect(await stateOf(messageId)).toBe("uncertain"), patient);
    await sending.app.shiftTime({ minutes: 16 });
    await vi.waitFor(async () => expect(await stateOf(messageId)).toBe("accepted"), patient);
    const [first, second] = await Promise.all(sending.sink.dotted.map(({ data }) => PostalMime.parse(data)));
    expect(second?.messageId).toBe(first?.messageId);
    expect(first?.text).not.toContain("envoyé une seconde fois");
    expect(second?.text).toContain("envoyé une seconde fois");
  });
});

describe("a campaign", () => {
  test("reaches everybody once, each under the consent it rests on, and ends", async () => {
    const people = await consentedPeople(sending, 60);
    const campaign = await launch(sending, people);
    await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), patient);
    expect(await campaign.counts()).toEqual({
      queued: 0,
      handingOver: 0,
      accepted: 60,
      failed: 0,
      uncertain: 0,
      stopped: 0,
      total: 60,
      returned: 0,
      toQueue: 0,
      complained: 0,
    });
    expect(duplicatesIn(sending.sink)).toEqual([]);
    expect(sending.sink.accepted.map((mail) => mail.to).sort()).toEqual(people.map((person) => person.email).sort());
    for (const message of await storedMessages(sending, { batchId: campaign.batchId })) {
      expect(message).toMatchObject({ ground: "consent", consentEventId: expect.any(String) });
    }
  });

  test("carries the one-click way out and a link to the person's page", async () => {
    const campaign = await launch(sending, await consentedPeople(sending, 1));
    await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), patient);
    const data = sending.sink.accepted[0]?.data ?? "";
    const url = /^List-Unsubscribe: <http:\/\/localhost:3000\/u\/([\w-]+)>/m.exec(data)?.[1] ?? "";
    expect(data).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
    expect(sending.app.platform.keys.readLinkToken(url)).toMatchObject({
      purpose: "one-click",
      orgId: sending.org.orgId,
      typeId: sending.newsletter,
    });
    const mail = await PostalMime.parse(data);
    expect(mail.html).toMatch(/href="http:\/\/localhost:3000\/c\//);
    expect(mail.text).toMatch(/http:\/\/localhost:3000\/c\//);
  });

  test("stops whoever said no between the launch and the sending, and says why", async () => {
    const people = await consentedPeople(sending, 3);
    sending.sink.options = { delayMs: (visit) => (visit.step === "mail" ? 300 : 0) };
    const campaign = await launch(sending, people);
    await withdraw(sending.app, sending.org, people[1]);
    await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), patient);
    expect(sending.sink.accepted.map((mail) => mail.to)).not.toContain(people[1]?.email);
    const [stopped] = await storedMessages(sending, { batchId: campaign.batchId, state: "stopped" });
    expect(stopped).toMatchObject({ recipientAddress: people[1]?.email, finalReason: "consent.withdrawn" });
  });

  test("paused hands nothing over until it goes on, and then each once", async () => {
    const people = await consentedPeople(sending, 40);
    sending.sink.options = { delayMs: (visit) => (visit.step === "dot" ? 30 : 0) };
    const campaign = await launch(sending, people);
    await vi.waitFor(() => expect(sending.sink.accepted.length).toBeGreaterThan(4), patient);
    await sending.app.run(sending.org, (ctx) => setBatchState(ctx, { batchId: campaign.batchId, state: "paused" }));
    await vi.waitFor(async () => expect((await campaign.counts()).handingOver).toBe(0), patient);
    const sentBefore = sending.sink.accepted.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(sending.sink.accepted).toHaveLength(sentBefore);
    await sending.app.run(sending.org, (ctx) => setBatchState(ctx, { batchId: campaign.batchId, state: "running" }));
    await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), patient);
    expect(duplicatesIn(sending.sink)).toEqual([]);
    expect((await campaign.counts()).accepted).toBe(40);
  });

  test("cancelled stops the rest for good", async () => {
    sending.sink.options = { delayMs: (visit) => (visit.step === "dot" ? 30 : 0) };
    const campaign = await launch(sending, await consentedPeople(sending, 40));
    await vi.waitFor(() => expect(sending.sink.accepted.length).toBeGreaterThan(4), patient);
    expect(
      await sending.app.run(sending.org, (ctx) =>
        setBatchState(ctx, { batchId: campaign.batchId, state: "cancelled" }),
      ),
    ).toBe(true);
    await sending.app.drainQueue();
    await vi.waitFor(async () => expect((await campaign.counts()).queued).toBe(0), patient);
    const { accepted, stopped } = await campaign.counts();
    expect(accepted + stopped).toBe(40);
    expect(sending.sink.accepted).toHaveLength(accepted);
    expect(
      await sending.app.run(sending.org, (ctx) => setBatchState(ctx, { batchId: campaign.batchId, state: "running" })),
    ).toBe(false);
  });
});
