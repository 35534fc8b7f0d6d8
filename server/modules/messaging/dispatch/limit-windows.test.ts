import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { propertyRuns } from "../../../../tests/support/property-runs.ts";
import { consentedPeople, launch, type Sending, startSending } from "../../../../tests/support/sending.ts";
import { newId } from "../../../platform/ids.ts";
import { claim, giveBack } from "./claim.ts";
import { closeAttempts } from "./close.ts";
import { handOver } from "./hand-over.ts";
import { capOf } from "./limit.rules.ts";
import { insertWorker } from "./workers.queries.ts";

let sending: Sending;
const workerId = newId();
beforeAll(async () => {
  sending = await startSending();
  await insertWorker(sending.app.platform, workerId);
});
afterAll(() => sending.stop());

const run = <Result>(work: Parameters<typeof sending.app.run<Result>>[1]) => sending.app.run(sending.org, work);

/** What one worker does in one go: claims, hands over what it may, gives back the rest. Answers how many left. */
async function sendSome(lane: string, wanted: number): Promise<{ claimed: number; left: number }> {
  const { messages } = await run((ctx) =>
    claim(ctx, { senderId: sending.senderId, lane, limit: wanted, workerId, claimToken: newId(), isChecked: true }),
  );
  if (messages.length === 0) return { claimed: 0, left: 0 };
  const requests = messages.map((message) => ({
    message,
    messageIdHeader: `${message.messageId}@x`,
    sentFrom: "x",
    repeat: null,
  }));
  const answers = await run((ctx) => handOver(ctx, requests));
  const ended = answers.flatMap((answer, index) => {
    const message = messages[index];
    if (answer.verdict !== "go" || !message) return [];
    const outcome = { outcome: "accepted", reply: { code: 250, enhancedCode: null, text: "" } } as const;
    return [{ message, workerId, outcome, next: { kind: "accepted" } as const, handedOverAt: answer.handedOverAt }];
  });
  if (ended.length > 0) await run((ctx) => closeAttempts(ctx, ended));
  await run((ctx) =>
    giveBack(
      ctx,
      messages.filter((_, index) => answers[index]?.verdict === "give-back"),
    ),
  );
  return { claimed: messages.length, left: ended.length };
}

async function handOverTimes(batchId: string): Promise<number[]> {
  const { rows } = await run((ctx) =>
    sql<{ at: Date }>`
      SELECT handed_over_at AS at FROM messaging.messages
      WHERE batch_id = ${batchId} AND handed_over_at IS NOT NULL ORDER BY 1`.execute(ctx.tx),
  );
  return rows.map((row) => row.at.getTime());
}

async function now(): Promise<number> {
  const { rows } = await run((ctx) => sql<{ at: Date }>`SELECT platform.current_time() AS at`.execute(ctx.tx));
  return rows[0]?.at.getTime() ?? 0;
}

async function setLimit(count: number, hours: number): Promise<void> {
  await run((ctx) =>
    sql`UPDATE senders.accounts SET limit_count = ${count}, limit_hours = ${hours} WHERE sender_id = ${sending.senderId}`.execute(
      ctx.tx,
    ),
  );
}

interface Step {
  minutes: number;
  /** One for each worker: how many it wants. */
  wishes: number[];
}

/** Whether messages were claimed and none could leave. */
async function takeStep(batchId: string, { minutes, wishes }: Step): Promise<{ wasRefused: boolean; at: number }> {
  await sending.app.shiftTime({ minutes });
  const done = await Promise.all(wishes.map((wanted) => sendSome(batchId, wanted)));
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  const [claimed, left] = [sum(done.map((one) => one.claimed)), sum(done.map((one) => one.left))];
  return { wasRefused: claimed > 0 && left === 0, at: await now() };
}

const step: fc.Arbitrary<Step> = fc.record({
  minutes: fc.nat({ max: 100 }),
  wishes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
});

test("P-03: whatever comes when, by however many at once, no window has more than the limit, and nobody starves", {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(step, { minLength: 3, maxLength: 10 }),
      async (count, hours, steps) => {
        // Past the windows of the run before.
        await sending.app.shiftTime({ hours: 4 });
        await setLimit(count, hours);
        const { batchId } = await launch(sending, await consentedPeople(sending, 30));
        const windowMs = hours * 3_600_000;
        const cap = capOf(count, true);
        for (const one of steps) {
          const { wasRefused, at } = await takeStep(batchId, one);
          // Nobody could go: then the window was full, up to the margin for the provider's clock.
          const since = at - windowMs - 6_000;
          const used = (await handOverTimes(batchId)).filter((time) => time > since).length;
          if (wasRefused) expect(used).toBeGreaterThanOrEqual(cap);
        }
        const times = await handOverTimes(batchId);
        for (const [index, at] of times.entries()) {
          const earlier = times[index - cap];
          if (earlier !== undefined) expect(at - earlier).toBeGreaterThan(windowMs);
        }
      },
    ),
    propertyRuns(4),
  );
});
