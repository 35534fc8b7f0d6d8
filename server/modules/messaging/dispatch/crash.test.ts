import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import {
  consentedPeople,
  duplicatesIn,
  launch,
  type Sending,
  startSending,
  storedMessages,
} from "../../../../tests/support/sending.ts";
import { startWorkerProcess } from "../../../../tests/support/workers.ts";
import { type CrashPoint, crashPoints } from "../../../platform/crash-points.ts";

const patient = { timeout: 40_000, interval: 50 };
/** The next worker takes a silent one for dead after this time. */
const quickDeath = { SILENT_MS: "1500", BEAT_MS: "300" };
const recipients = 30;

let sending: Sending;
beforeAll(async () => {
  sending = await startSending();
});
afterAll(() => sending.stop());
afterEach(() => {
  sending.sink.options = {};
  sending.sink.accepted.length = 0;
  sending.sink.dotted.length = 0;
});

async function crashAt(point: CrashPoint, passage: number) {
  const people = await consentedPeople(sending, recipients);
  const campaign = await launch(sending, people);
  using victim = await startWorkerProcess(sending, { ...quickDeath, CRASH_AT: `${point}:${passage}` });
  expect(await victim.ended).toBe("SIGKILL");
  const rescuer = await sending.work({ beatMs: 300, silentMs: 1_500 });
  await vi.waitFor(async () => expect(await campaign.state()).toBe("ended"), patient);
  await rescuer.stop();
  const messages = await storedMessages(sending, { batchId: campaign.batchId });
  return { people, messages, counts: await campaign.counts() };
}

/** How many messages may be left of which nobody knows whether they arrived. Written before the first run. */
const uncertainAfter: Record<CrashPoint, [least: number, most: number]> = {
  "claim.after-commit": [0, 0],
  "mail.rendering": [0, 10],
  // Nothing of this turn; but those of the turn before it may be at their dots, or in the close that dies with it.
  "hand-over.before-commit": [0, 10],
  "hand-over.after-commit": [1, 10],
  "dot.written": [1, 10],
  "reply.read": [1, 10],
  "close.after-commit": [0, 10],
};

/** Each of the others is passed by `npm run test:faults`, several times. */
const worst = ["hand-over.before-commit", "dot.written"] as const satisfies CrashPoint[];

describe("R-04: a worker that is killed", () => {
  test("has its points listed, each with what it may leave uncertain", () => {
    expect(Object.keys(uncertainAfter)).toEqual([...crashPoints]);
  });

  test.each(worst)("at %s loses nothing and sends nothing twice", { timeout: 90_000 }, async (point) => {
    const { people, messages, counts } = await crashAt(point, 2);
    expect(counts.accepted + counts.uncertain).toBe(recipients);
    const [least, most] = uncertainAfter[point];
    expect(counts.uncertain).toBeGreaterThanOrEqual(least);
    expect(counts.uncertain).toBeLessThanOrEqual(most);
    expect(duplicatesIn(sending.sink)).toEqual([]);
    const copies = sending.sink.accepted.map((mail) => mail.to);
    const accepted = messages
      .filter((message) => message.state === "accepted")
      .map((message) => message.recipientAddress);
    expect(accepted.filter((address) => !copies.includes(address))).toEqual([]);
    expect(copies.filter((address) => !people.some((person) => person.email === address))).toEqual([]);
    const uncertain = messages.filter((message) => message.state === "uncertain");
    for (const message of uncertain) expect(message).toMatchObject({ attemptCount: 1, handedOverAt: expect.any(Date) });
  });
});
