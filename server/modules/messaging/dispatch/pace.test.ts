import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  consentedPeople,
  duplicatesIn,
  launch,
  type Sending,
  startSending,
} from "../../../../tests/support/sending.ts";
import type { Outcome } from "../../../channels/channel.ts";
import { asksForLess } from "./pace.rules.ts";
import { makePace, oneWordMs, recoveryMs } from "./pace.ts";

const said = (code: number, enhancedCode: string | null, text = ""): Outcome => ({
  outcome: code < 500 ? "rejected-temporarily" : "rejected-permanently",
  phase: "replied",
  reply: { code, enhancedCode, text },
});
const lost = (code: number | null): Outcome => ({
  outcome: "not-sent",
  phase: "connect",
  error: {
    kind: "greeting-refused",
    code: null,
    detail: "",
    reply: code === null ? null : { code, enhancedCode: null, text: "" },
  },
});

describe("what asks for less", () => {
  test.each([
    [true, "421 too many connections", said(421, "4.7.0")],
    [true, "421 without a code", said(421, null)],
    [true, "421 as a greeting", lost(421)],
    [true, "450 4.7.1 slow down", said(450, "4.7.1", "slow down")],
    [true, "451 4.7.500 server busy", said(451, "4.7.500")],
    [false, "450 4.2.1 busy mailbox", said(450, "4.2.1")],
    [false, "450 without a code", said(450, null)],
    [false, "greylisting", said(450, "4.7.1", "Greylisted, come back later")],
    [false, "550 5.7.1 policy", said(550, "5.7.1")],
    [false, "a connection that was refused", lost(null)],
    [false, "silence", { outcome: "uncertain", phase: "dot" } as Outcome],
  ])("%s: %s", (...row) => {
    const [wanted, , outcome] = row;
    expect(asksForLess(outcome)).toBe(wanted);
  });
});

describe("a sender's pace", () => {
  const clock = { now: 0 };
  const pace = makePace(() => clock.now);

  test("halves with each word, down to one, and comes back one by one", () => {
    const halve = () => {
      clock.now += oneWordMs;
      pace.slowDown("a", 10);
      return pace.allowed("a", 10);
    };
    expect([halve(), halve(), halve(), halve()]).toEqual([5, 2, 1, 1]);
    const later = (recoveries: number) => {
      clock.now += recoveryMs * recoveries;
      return pace.allowed("a", 10);
    };
    expect([later(0.9), later(0.1), later(1), later(6), later(5)]).toEqual([1, 2, 3, 9, 10]);
    expect(pace.allowed("b", 10)).toBe(10);
  });

  test("takes what many connections are told at once for one word", () => {
    expect([pace.slowDown("c", 8), pace.slowDown("c", 8), pace.slowDown("c", 8)]).toEqual([true, false, false]);
    expect(pace.allowed("c", 8)).toBe(4);
    expect(pace.allowed("c", 3)).toBe(3);
  });
});

describe("a server that says 421", () => {
  let sending: Sending;
  beforeAll(async () => {
    sending = await startSending({ connections: 8 });
  });
  afterAll(() => sending.stop());

  test("is left by half of the connections, and still gets everything, once", { timeout: 60_000 }, async () => {
    let dots = 0;
    let most = 0;
    let slowedAt = Number.POSITIVE_INFINITY;
    sending.sink.options = {
      delayMs: ({ step }) => (step === "dot" ? 60 : 0),
      script: ({ step }) => {
        // A message's time for those that were on their way.
        if (performance.now() > slowedAt + 500) most = Math.max(most, sending.sink.connections());
        if (step !== "dot" || ++dots !== 30) return undefined;
        slowedAt = performance.now();
        return { reply: "421 4.7.0 too many of you" };
      },
    };
    const campaign = await launch(sending, await consentedPeople(sending, 160));
    await sending.work();
    await vi.waitFor(async () => expect((await campaign.counts()).accepted).toBe(159), {
      timeout: 30_000,
      interval: 50,
    });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
    await sending.app.shiftTime({ minutes: 2 });
    await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), { timeout: 10_000, interval: 50 });
    expect(duplicatesIn(sending.sink)).toEqual([]);
  });
});
