import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { newPerson } from "../../../../tests/support/people.ts";
import { queueOne, type Sending, startSending, storedMessage } from "../../../../tests/support/sending.ts";
import type { ChannelPhase, Outcome } from "../../../channels/channel.ts";
import { listSenderQueues } from "../index.ts";
import { isAboutDomain, slowedSeconds } from "./domain-rests.rules.ts";

describe("what a refusal says about the recipient's domain", () => {
  const refused = (
    code: number,
    enhancedCode: string | null,
    at: { phase?: ChannelPhase; text?: string } = {},
  ): Outcome => ({
    outcome: code < 500 ? "rejected-temporarily" : "rejected-permanently",
    phase: at.phase ?? "rcpt",
    reply: { code, enhancedCode, text: at.text ?? "" },
  });
  test.each([
    [true, "450 4.7.1 throttled", refused(450, "4.7.1")],
    [true, "451 local error", refused(451, null)],
    [true, "451 4.3.0", refused(451, "4.3.0", { phase: "replied" })],
    [true, "554 5.7.1 refused by policy", refused(554, "5.7.1", { phase: "replied" })],
    [false, "421 of our own server", refused(421, "4.7.0")],
    [false, "450 4.2.1 busy mailbox", refused(450, "4.2.1")],
    [false, "452 4.2.2 full mailbox", refused(452, "4.2.2")],
    [false, "452 without a code", refused(452, null)],
    [false, "550 5.1.1 no such mailbox", refused(550, "5.1.1")],
    [false, "451 to MAIL", refused(451, "4.7.1", { phase: "mail" })],
    [false, "greylisting", refused(450, "4.7.1", { text: "Greylisted, try later" })],
    [false, "silence", { outcome: "uncertain", phase: "dot" } as Outcome],
  ] as const)("%s: %s", (wanted, _name, outcome) => {
    expect(isAboutDomain(outcome)).toBe(wanted);
  });

  test("waits twice as long with each further round, at most four hours", () => {
    expect([5, 9, 10, 15].map(slowedSeconds)).toEqual([120, 120, 240, 480]);
    expect(slowedSeconds(10_000)).toBe(4 * 3600);
  });
});

describe("a domain that puts off one message after the other", () => {
  const patient = { timeout: 30_000, interval: 50 };
  let sending: Sending;
  beforeEach(async () => {
    sending = await startSending({ connections: 2 });
  });
  afterEach(() => sending.stop());

  const statesOf = async (messageIds: string[]) =>
    Promise.all(messageIds.map(async (messageId) => (await storedMessage(sending, messageId))?.state));
  const queueTo = async (domain: string, count: number) => {
    const messageIds: string[] = [];
    for (let number = 0; number < count; number++)
      messageIds.push(
        await queueOne(sending, { person: await newPerson(sending.app, sending.org, `p${number}@${domain}`) }),
      );
    return messageIds;
  };
  const queue = async () => (await sending.app.run(sending.org, (ctx) => listSenderQueues(ctx))).items[0];

  test("is slowed alone: the others get their mail, and its own comes later", { timeout: 60_000 }, async () => {
    sending.sink.options = {
      script: ({ step, to }) =>
        step === "rcpt" && to.endsWith("@slow.example") ? { reply: "450 4.7.1 too much mail from you" } : undefined,
    };
    const slow = await queueTo("slow.example", 12);
    const others = await queueTo("example.org", 6);
    await sending.work();
    await vi.waitFor(async () => expect(new Set(await statesOf(others))).toEqual(new Set(["accepted"])), patient);
    await vi.waitFor(async () => expect((await queue())?.slowedDomains).toHaveLength(1), patient);
    await sending.app.drainQueue();
    expect(await queue()).toMatchObject({
      breaker: null,
      slowedDomains: [{ domain: "slow.example", replyText: expect.stringContaining("too much mail from you") }],
    });
    const asked = () => sending.sink.commands.filter((command) => /^RCPT.*@slow/.test(command)).length;
    const before = asked();
    await sending.app.shiftTime({ seconds: 90 });
    await queueTo("example.org", 1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(asked()).toBe(before);

    sending.sink.options = {};
    await sending.app.shiftTime({ minutes: 20 });
    await vi.waitFor(async () => expect(new Set(await statesOf(slow))).toEqual(new Set(["accepted"])), patient);
    expect((await queue())?.slowedDomains ?? []).toEqual([]);
  });
});
