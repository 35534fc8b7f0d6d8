import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  consentedPeople,
  duplicatesIn,
  launch,
  queueOne,
  type Sending,
  startSending,
  storedMessage,
} from "../../../../tests/support/sending.ts";
import { startWorkerProcess } from "../../../../tests/support/workers.ts";

const patient = { timeout: 40_000, interval: 50 };
let sending: Sending;
beforeEach(async () => {
  sending = await startSending({ connections: 4 });
});
afterEach(() => sending.stop());

async function setLimit(count: number | null, hours: number | null): Promise<void> {
  await sending.app.run(sending.org, (ctx) =>
    sql`UPDATE senders.accounts SET limit_count = ${count}, limit_hours = ${hours} WHERE sender_id = ${sending.senderId}`.execute(
      ctx.tx,
    ),
  );
}

async function handOverTimes(): Promise<number[]> {
  const rows = await sending.app.run(sending.org, async (ctx) => {
    const found = await sql<{
      at: Date;
    }>`SELECT handed_over_at AS at FROM messaging.messages WHERE handed_over_at IS NOT NULL ORDER BY 1`.execute(ctx.tx);
    return found.rows;
  });
  return rows.map((row) => row.at.getTime());
}

describe("several workers", () => {
  test("share a campaign, and nobody gets it twice", { timeout: 60_000 }, async () => {
    const people = await consentedPeople(sending, 150);
    await sending.work();
    await sending.work();
    await sending.work();
    const campaign = await launch(sending, people);
    await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), patient);
    expect((await campaign.counts()).accepted).toBe(150);
    expect(duplicatesIn(sending.sink)).toEqual([]);
  });

  test("hold no more connections together than the sender may have", { timeout: 60_000 }, async () => {
    let most = 0;
    sending.sink.options = {
      delayMs: (visit) => (visit.step === "dot" ? 10 : 0),
      script: () => {
        most = Math.max(most, sending.sink.connections());
        return undefined;
      },
    };
    await sending.work();
    await sending.work();
    const campaign = await launch(sending, await consentedPeople(sending, 60));
    await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), patient);
    expect(most).toBeLessThanOrEqual(4);
  });

  test("one that slept between claim and dot cannot send what another took over", { timeout: 90_000 }, async () => {
    let heldMail = 0;
    sending.sink.options = { delayMs: (visit) => (visit.step === "data" && heldMail++ === 0 ? 1_500 : 0) };
    using sleeper = await startWorkerProcess(sending, { SILENT_MS: "1200", BEAT_MS: "300" });
    const messageId = await queueOne(sending);
    await vi.waitFor(() => expect(sending.sink.commands).toContain("DATA"), patient);
    sleeper.kill("SIGSTOP");
    const second = await sending.work({ beatMs: 300, silentMs: 1_200 });
    await vi.waitFor(async () => expect((await storedMessage(sending, messageId))?.state).toBe("accepted"), patient);
    sleeper.kill("SIGCONT");
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(sending.sink.dotted).toHaveLength(1);
    sleeper.kill("SIGTERM");
    expect(await sleeper.ended).toBe(0);
    await second.stop();
  });
});

describe("a worker that is told to stop", () => {
  test("waits for the answers to its dots and leaves nothing uncertain", { timeout: 60_000 }, async () => {
    sending.sink.options = { delayMs: (visit) => (visit.step === "dot" ? 600 : 0) };
    const people = await consentedPeople(sending, 40);
    const campaign = await launch(sending, people);
    using worker = await startWorkerProcess(sending);
    await vi.waitFor(() => expect(sending.sink.dotted.length).toBeGreaterThan(3), patient);
    worker.kill("SIGTERM");
    expect(await worker.ended).toBe(0);
    const { accepted, queued, ...others } = await campaign.counts();
    expect(others).toMatchObject({ handingOver: 0, uncertain: 0, failed: 0 });
    expect(accepted).toBe(sending.sink.accepted.length);
    expect(accepted + queued).toBe(40);
    sending.sink.options = {};
    await sending.work();
    await vi.waitFor(async () => expect((await campaign.counts()).accepted).toBe(40), patient);
    expect(duplicatesIn(sending.sink)).toEqual([]);
  });
});

describe("a limit of N messages in H hours", () => {
  test("is never exceeded in any window, by two workers, and a share of it stays free for single mail", {
    timeout: 120_000,
  }, async () => {
    await setLimit(20, 1);
    await sending.work();
    await sending.work();
    const campaign = await launch(sending, await consentedPeople(sending, 40));
    await vi.waitFor(async () => expect((await campaign.counts()).accepted).toBe(16), patient);
    const single = await queueOne(sending);
    await vi.waitFor(async () => expect((await storedMessage(sending, single))?.state).toBe("accepted"), patient);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await campaign.counts()).accepted).toBe(16);
    for (let round = 0; round < 3; round++) {
      await sending.app.shiftTime({ minutes: 61 });
      await vi.waitFor(
        async () => expect((await campaign.counts()).queued).toBe(Math.max(0, 24 - 16 * (round + 1))),
        patient,
      );
    }
    const times = await handOverTimes();
    expect(times).toHaveLength(41);
    for (const [index, time] of times.entries()) {
      const earlier = times[index - 20];
      if (earlier !== undefined) expect(time - earlier).toBeGreaterThan(3_600_000);
    }
  });

  test("set while a campaign runs counts what has left already", { timeout: 60_000 }, async () => {
    const worker = await sending.work();
    const first = await launch(sending, await consentedPeople(sending, 12));
    await vi.waitFor(async () => expect(await first.state()).toBe("ended"), patient);
    await setLimit(15, 1);
    const second = await launch(sending, await consentedPeople(sending, 10));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await second.counts()).accepted).toBe(0);
    const singles = await Promise.all([1, 2, 3, 4, 5].map(() => queueOne(sending)));
    const sent = async () => {
      const states = await Promise.all(
        singles.map(async (messageId) => (await storedMessage(sending, messageId))?.state),
      );
      return states.filter((state) => state === "accepted").length;
    };
    await vi.waitFor(async () => expect(await sent()).toBe(3), patient);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await sent()).toBe(3);
    expect(await handOverTimes()).toHaveLength(15);
    await worker.stop();
  });
});

describe("a sender whose server refuses us", () => {
  test("rests, says why, keeps its messages, and goes on when it was put right", { timeout: 60_000 }, async () => {
    sending.sink.options = {
      script: (visit) => (visit.step === "mail" ? { reply: "530 5.7.0 authentication required" } : undefined),
    };
    await sending.work();
    const messageId = await queueOne(sending);
    const breaker = () =>
      sending.app.run(sending.org, async (ctx) => {
        const { rows } = await sql<{ reason: string | null; detail: string | null }>`
          SELECT breaker_reason AS reason, breaker_detail AS detail FROM messaging.sender_queues WHERE sender_id = ${sending.senderId}`.execute(
          ctx.tx,
        );
        return rows[0];
      });
    await vi.waitFor(async () => expect(await breaker()).toMatchObject({ reason: "sender-refused" }), patient);
    expect((await breaker())?.detail).toContain("authentication required");
    const stored = () => storedMessage(sending, messageId);
    await vi.waitFor(async () => expect(await stored()).toMatchObject({ state: "queued", attemptCount: 0 }), patient);
    sending.sink.options = {};
    await sending.app.shiftTime({ minutes: 6 });
    await vi.waitFor(async () => expect((await stored())?.state).toBe("accepted"), patient);
    await vi.waitFor(async () => expect(await breaker()).toMatchObject({ reason: null }), patient);
  });
});
