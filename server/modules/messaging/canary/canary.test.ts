import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { consentedPeople, launch, type Sending, startSending } from "../../../../tests/support/sending.ts";
import { getCanary, releaseCanary, setBatchState } from "../index.ts";
import { type CanaryFacts, judgeCanary } from "./canary.rules.ts";

describe("what becomes of the rest of a large launch", () => {
  const facts: CanaryFacts = {
    ...{ state: "watching", size: 50, touched: 50, open: 0, hard: 0, complaints: 0, reported: 0 },
    secondsSinceSent: 60,
  };
  test.each([
    ["waits while the first ones leave", { state: "sending", touched: 49, secondsSinceSent: null }, "sending", 0],
    ["waits while some are on their way", { state: "sending", open: 3, secondsSinceSent: null }, "sending", 1],
    ["waits for reports then", { state: "sending", secondsSinceSent: null }, "watching", 15],
    ["waits no longer than to the end", { secondsSinceSent: 893 }, "watching", 7],
    ["leaves after a quarter of an hour", { secondsSinceSent: 900 }, "passed", 0],
    ["leaves as soon as all were reported about", { reported: 50 }, "passed", 0],
    ["leaves with two dead addresses", { hard: 2, secondsSinceSent: 900 }, "passed", 0],
    ["stays with three dead addresses", { hard: 3 }, "failed", 0],
    ["stays with one complaint", { complaints: 1 }, "failed", 0],
    ["stays where a person has left it", { state: "released", complaints: 9 }, "released", 0],
  ] as const)("%s", (...row) => {
    const [, given, state, waitSeconds] = row;
    expect(judgeCanary({ ...facts, ...given })).toEqual({ state, waitSeconds });
  });
});

describe("a launch of more messages than usual on the shared sender", () => {
  const patient = { timeout: 30_000, interval: 50 };
  let sending: Sending;
  beforeEach(async () => {
    sending = await startSending({ connections: 4, canary: "20/8" });
  });
  afterEach(() => sending.stop());

  const canaryOf = (batchId: string) => sending.app.run(sending.org, (ctx) => getCanary(ctx, batchId));
  const settled = async (count: number) => {
    await vi.waitFor(() => expect(sending.sink.accepted).toHaveLength(count), patient);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(sending.sink.accepted).toHaveLength(count);
  };

  test("begins with a few, and goes on when nothing comes back", { timeout: 60_000 }, async () => {
    await sending.work();
    await sending.work();
    const campaign = await launch(sending, await consentedPeople(sending, 30));
    await settled(8);
    const watched = { state: "watching", size: 8 };
    await vi.waitFor(async () => expect(await canaryOf(campaign.batchId)).toMatchObject(watched), patient);
    await sending.app.shiftTime({ minutes: 16 });
    await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), patient);
    expect(await campaign.counts()).toMatchObject({ accepted: 30 });
    expect(await canaryOf(campaign.batchId)).toBeNull();
  });

  test("is paused by a bad beginning, until a person lets it go on", { timeout: 60_000 }, async () => {
    sending.sink.options = {
      script: ({ step }) => (step === "rcpt" ? { reply: "550 5.1.1 no such user" } : undefined),
    };
    await sending.work();
    const campaign = await launch(sending, await consentedPeople(sending, 30));
    await vi.waitFor(async () => expect(await canaryOf(campaign.batchId)).toMatchObject({ state: "failed" }), patient);
    expect(await campaign.state()).toBe("paused");
    expect((await campaign.counts()).queued).toBe(22);
    sending.sink.options = {};
    await sending.app.run(sending.org, (ctx) => setBatchState(ctx, { batchId: campaign.batchId, state: "running" }));
    await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), patient);
    expect(await campaign.counts()).toMatchObject({ accepted: 22, failed: 8 });
  });

  test("does not wait when a person says so, nor when it is small", { timeout: 60_000 }, async () => {
    await sending.work();
    const small = await launch(sending, await consentedPeople(sending, 20));
    await vi.waitFor(async () => expect(await small.state()).toBe("ended"), patient);
    const large = await launch(sending, await consentedPeople(sending, 21));
    await settled(28);
    await sending.app.run(sending.org, (ctx) => releaseCanary(ctx, large.batchId));
    await vi.waitFor(async () => expect(await large.state()).toBe("ended"), patient);
    expect(await large.counts()).toMatchObject({ accepted: 21 });
  });
});
