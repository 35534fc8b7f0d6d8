import { sql } from "kysely";
import PostalMime from "postal-mime";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { withdraw } from "../../../../tests/support/mailing-list.ts";
import { headerIn } from "../../../../tests/support/repeat-memory.ts";
import {
  consentedPeople,
  duplicatesIn,
  type Launch,
  launch,
  platformSenderAt,
  queueOne,
  type Sending,
  startSending,
  storedMessage,
} from "../../../../tests/support/sending.ts";
import type { SinkAction } from "../../../../tests/support/sink-actions.ts";
import { startWorkerProcess } from "../../../../tests/support/workers.ts";
import { runDoctor } from "../doctor/run-doctor.ts";
import { getMessage, setBatchState } from "../index.ts";

const header = "X-Message-Key";
const repeats = `${header}/24`;
const patient = { timeout: 30_000, interval: 20 };
let sending: Sending;
beforeEach(async () => {
  sending = await startSending({ connections: 3, repeats, dedupeHeader: header });
});
afterEach(() => sending.stop());

const atDots = (action: (nth: number) => SinkAction | undefined) => {
  let dots = 0;
  sending.sink.options = {
    ...sending.sink.options,
    script: (visit) => (visit.step === "dot" ? action(++dots) : undefined),
  };
};
const stateOf = async (messageId: string) => (await storedMessage(sending, messageId))?.state;
const until = (messageId: string, state: string) =>
  vi.waitFor(async () => expect(await stateOf(messageId)).toBe(state), patient);

/** Lets the time of repeats pass until nothing is open any more. */
async function untilEnded(campaign: Launch): Promise<void> {
  await vi.waitFor(
    async () => {
      const { queued, handingOver } = await campaign.counts();
      if (queued + handingOver === 0) await sending.app.shiftTime({ minutes: 31 });
      expect(await campaign.state()).toBe("ended");
    },
    { timeout: 30_000, interval: 100 },
  );
}

async function findings() {
  const { findings: found } = await runDoctor(sending.app.platform, { pauseMs: 0 });
  return found.map(({ invariant, what }) => `${invariant} ${what}`);
}

describe("R-09: a server that drops repeats", () => {
  test("has one copy of each message in the end, whatever it left unanswered, and nothing is uncertain", {
    timeout: 60_000,
  }, async () => {
    atDots((nth) => {
      if (nth % 5 === 0) return { drop: true, taken: true };
      return nth % 7 === 0 ? { drop: true } : undefined;
    });
    const singles = [
      await queueOne(sending, { messageClass: "security" }),
      await queueOne(sending, { messageClass: "service" }),
    ];
    const campaign = await launch(sending, await consentedPeople(sending, 40));
    await sending.work();
    await untilEnded(campaign);
    for (const messageId of singles) await until(messageId, "accepted");
    expect(await campaign.counts()).toMatchObject({ accepted: 40, uncertain: 0 });
    const { accepted, dropped } = sending.sink;
    expect([accepted.length, duplicatesIn(sending.sink)]).toEqual([42, []]);
    expect(dropped.length).toBeGreaterThan(2);
    expect(await findings()).toEqual([]);
  });

  test("is brought the same bytes again, with the message's own key", async () => {
    atDots((nth) => (nth === 1 ? { drop: true, taken: true } : undefined));
    await sending.work();
    const messageId = await queueOne(sending, { messageClass: "security" });
    await until(messageId, "uncertain");
    const { settlesAt } = await sending.app.run(sending.org, (ctx) => getMessage(ctx, messageId));
    expect(Date.parse(settlesAt ?? "")).toBeGreaterThan(Date.now());
    // The Date of a mail has seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await sending.app.shiftTime({ seconds: 61 });
    await until(messageId, "accepted");
    const mails = sending.sink.dotted.map(({ data }) => data);
    expect(mails.map((data) => headerIn(data, header))).toEqual([messageId, messageId]);
    expect(headerIn(mails[1] ?? "", "Message-ID")).toContain(messageId);
    expect(mails[1]).toBe(mails[0]);
    expect(sending.sink.accepted).toHaveLength(1);
  });

  test("settles what a killed worker left", { timeout: 60_000 }, async () => {
    const campaign = await launch(sending, await consentedPeople(sending, 12));
    const environment = platformSenderAt(sending.sink.port, 3, { repeats });
    using victim = await startWorkerProcess(sending, { ...environment, CRASH_AT: "reply.read:3" });
    expect(await victim.ended).toBe("SIGKILL");
    await sending.work({ beatMs: 200, silentMs: 1_000 });
    await vi.waitFor(async () => expect((await campaign.counts()).uncertain).toBeGreaterThan(0), patient);
    expect(await campaign.state()).toBe("running");
    await untilEnded(campaign);
    expect(await campaign.counts()).toMatchObject({ accepted: 12, uncertain: 0 });
    expect(duplicatesIn(sending.sink)).toEqual([]);
    expect(sending.sink.dropped.length).toBeGreaterThan(0);
    expect(await findings()).toEqual([]);
  });

  test("is not told again when the person has said no meanwhile, or the campaign was cancelled", async () => {
    atDots(() => ({ drop: true, taken: true }));
    await sending.work();
    const people = await consentedPeople(sending, 1);
    const [withdrawn, cancelled] = [
      await launch(sending, people),
      await launch(sending, await consentedPeople(sending, 1)),
    ];
    for (const { counts } of [withdrawn, cancelled])
      await vi.waitFor(async () => expect((await counts()).uncertain).toBe(1), patient);
    await withdraw(sending.app, sending.org, people[0]);
    await sending.app.run(sending.org, (ctx) => setBatchState(ctx, { batchId: cancelled.batchId, state: "cancelled" }));
    await untilEnded(withdrawn);
    for (const { counts } of [withdrawn, cancelled]) expect(await counts()).toMatchObject({ uncertain: 1, total: 1 });
    expect(sending.sink.dotted).toHaveLength(2);
    expect(await findings()).toEqual([]);
  });

  test("waits for a paused campaign, and goes on with it", async () => {
    atDots((nth) => (nth === 1 ? { drop: true, taken: true } : undefined));
    await sending.work();
    const campaign = await launch(sending, await consentedPeople(sending, 1));
    await vi.waitFor(async () => expect((await campaign.counts()).uncertain).toBe(1), patient);
    const set = (state: "paused" | "running") =>
      sending.app.run(sending.org, (ctx) => setBatchState(ctx, { batchId: campaign.batchId, state }));
    await set("paused");
    await sending.app.shiftTime({ minutes: 10 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sending.sink.dotted).toHaveLength(1);
    await set("running");
    await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), patient);
    expect((await campaign.counts()).accepted).toBe(1);
  });

  test("is told of a request for consent again, and asks nobody twice", async () => {
    atDots((nth) => (nth === 1 ? { drop: true, taken: true } : undefined));
    await sending.work();
    const messageId = await queueOne(sending, { messageClass: "consent-request", typeId: sending.newsletter });
    await until(messageId, "uncertain");
    await sending.app.shiftTime({ minutes: 2 });
    await until(messageId, "accepted");
    expect(sending.sink.accepted).toHaveLength(1);
  });

  test("is not confused with another one: what one may have, the other is not brought", async () => {
    atDots(() => ({ drop: true, taken: true }));
    await sending.work();
    const messageId = await queueOne(sending);
    await until(messageId, "uncertain");
    await sending.app.asOwner(
      `SELECT set_config('app.org_id', '${sending.org.orgId}', false);
       UPDATE messaging.messages SET repeat_place = 'another server'`,
    );
    await sending.app.shiftTime({ minutes: 2 });
    await vi.waitFor(async () => {
      const { rows } = await sending.app.run(sending.org, (ctx) =>
        sql<{ until: Date | null }>`SELECT repeat_until AS until FROM messaging.messages`.execute(ctx.tx),
      );
      expect(rows).toEqual([{ until: null }]);
    }, patient);
    expect(await stateOf(messageId)).toBe("uncertain");
    expect(sending.sink.dotted).toHaveLength(1);
  });

  test("that may have forgotten is not asked: the ordinary rule applies", { timeout: 60_000 }, async () => {
    atDots(() => ({ drop: true, taken: true }));
    const worker = await sending.work();
    const [service, security] = [
      await queueOne(sending, { messageClass: "service" }),
      await queueOne(sending, { messageClass: "security" }),
    ];
    await until(service, "uncertain");
    await until(security, "uncertain");
    await worker.stop();
    // Not the 24 hours that it remembers: a part is left unused. After those, security mail would be too old.
    await sending.app.shiftTime({ minutes: 23 * 60 + 55 });
    atDots(() => undefined);
    await sending.work();
    await until(security, "accepted");
    expect(await stateOf(service)).toBe("uncertain");
    expect(sending.sink.dotted).toHaveLength(3);
    expect((await PostalMime.parse(sending.sink.dotted[2]?.data ?? "")).text).toContain("envoyé une seconde fois");
    expect(await findings()).toEqual([]);
  });
});
