import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withdraw } from "../../../../tests/support/mailing-list.ts";
import { propertyRuns } from "../../../../tests/support/property-runs.ts";
import {
  consentedPeople,
  type Launch,
  launch,
  type Sending,
  startSending,
  storedMessages,
} from "../../../../tests/support/sending.ts";
import type { Outcome } from "../../../channels/channel.ts";
import { newId } from "../../../platform/ids.ts";
import { runDoctor } from "../doctor/run-doctor.ts";
import { endBatch } from "../end-batch.ts";
import { setBatchState } from "../index.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import { claim, giveBack } from "./claim.ts";
import { closeAttempts } from "./close.ts";
import { type HandOverAnswer, handOver } from "./hand-over.ts";
import { recoverSender } from "./recover.ts";
import { judgeOutcome } from "./retry.rules.ts";
import { type Answer, type Command, openStates, type RoadModel, startModel } from "./road-out-test-support.ts";
import { endWorker, insertWorker } from "./workers.queries.ts";

let sending: Sending;
beforeAll(async () => {
  sending = await startSending();
});
afterAll(() => sending.stop());

const said = (code: number) => ({ code, enhancedCode: null, text: "said" });
const outcomes: Record<Answer, Outcome> = {
  ok: { outcome: "accepted", reply: said(250) },
  later: { outcome: "rejected-temporarily", phase: "replied", reply: said(451) },
  never: { outcome: "rejected-permanently", phase: "replied", reply: said(554) },
  silence: { outcome: "uncertain", phase: "dot" },
};

/** What a worker knows: it may go on with it long after the others took it for dead. */
interface RealWorker {
  workerId: string;
  claimed: ClaimedMessage[];
  dotted: { message: ClaimedMessage; handedOverAt: Date }[];
}

interface Real {
  campaign: Launch;
  people: Awaited<ReturnType<typeof consentedPeople>>;
  workers: RealWorker[];
  /** Dots that were written, by address: what the other side may have taken. */
  dots: Map<string, number>;
}

const run = <Result>(work: Parameters<typeof sending.app.run<Result>>[1]) => sending.app.run(sending.org, work);

async function startReal(): Promise<Real> {
  const people = await consentedPeople(sending, 4);
  const workers = [newId(), newId()].map((workerId): RealWorker => ({ workerId, claimed: [], dotted: [] }));
  for (const { workerId } of workers) await insertWorker(sending.app.platform, workerId);
  return { people, workers, campaign: await launch(sending, people), dots: new Map() };
}

async function claimSome(real: Real, index: number): Promise<void> {
  const worker = real.workers[index];
  if (!worker) return;
  const { senderId } = sending;
  const wish = {
    senderId,
    lane: real.campaign.batchId,
    limit: 2,
    workerId: worker.workerId,
    claimToken: newId(),
    isChecked: true,
  };
  const { messages } = await run((ctx) => claim(ctx, wish));
  const placeOf = ({ addressId }: ClaimedMessage) => real.people.findIndex((person) => person.addressId === addressId);
  worker.claimed.push(...messages.sort((left, right) => placeOf(left) - placeOf(right)));
}

async function handOverAll(real: Real, index: number): Promise<void> {
  const worker = real.workers[index];
  const claimed = worker?.claimed.splice(0) ?? [];
  if (!worker || claimed.length === 0) return;
  const common = { sentFrom: "x", repeat: null };
  const requests = claimed.map((message) => ({ message, messageIdHeader: `${message.messageId}@x`, ...common }));
  const answers = await run((ctx) => handOver(ctx, requests));
  for (const [position, message] of claimed.entries())
    await follow(real, worker, { message, answer: answers[position] });
}

interface Answered {
  message: ClaimedMessage;
  answer: HandOverAnswer | undefined;
}

/** As a worker does: `go` writes the dot, `give-back` gives back, `stop` is over. */
async function follow(real: Real, worker: RealWorker, { message, answer }: Answered): Promise<void> {
  if (answer?.verdict === "give-back") await run((ctx) => giveBack(ctx, [message]));
  if (answer?.verdict !== "go") return;
  real.dots.set(message.addressId, (real.dots.get(message.addressId) ?? 0) + 1);
  worker.dotted.push({ message, handedOverAt: answer.handedOverAt });
}

async function hearAnswer(real: Real, index: number, answer: Answer): Promise<void> {
  const worker = real.workers[index];
  const dotted = worker?.dotted.shift();
  if (!worker || !dotted) return;
  const { message, handedOverAt } = dotted;
  const outcome = outcomes[answer];
  // Refused for good or for now: the other side has no copy.
  if (answer === "later" || answer === "never") real.dots.set(message.addressId, 0);
  const facts = { attemptsBefore: message.attemptCount, secondsLeft: null, jitter: 0.5 };
  const { next } = judgeOutcome(outcome, { ...message, ...facts, messageClass: "marketing" });
  await run((ctx) => closeAttempts(ctx, [{ message, workerId: worker.workerId, outcome, next, handedOverAt }]));
}

type Performers = {
  [Kind in Command["kind"]]: (real: Real, command: Extract<Command, { kind: Kind }>) => Promise<unknown>;
};

const performers: Performers = {
  claim: (real, { worker }) => claimSome(real, worker),
  "hand-over": (real, { worker }) => handOverAll(real, worker),
  answer: (real, { worker, answer }) => hearAnswer(real, worker, answer),
  crash: (real, { worker }) => endWorker(sending.app.platform, { workerId: real.workers[worker]?.workerId ?? "" }),
  recover: () => run((ctx) => recoverSender(ctx, sending.senderId)),
  withdraw: (real, { person }) => withdraw(sending.app, sending.org, real.people[person]),
  batch: ({ campaign }, { state }) => run((ctx) => setBatchState(ctx, { batchId: campaign.batchId, state })),
  tick: () => sending.app.shiftTime({ hours: 4 }),
};

async function perform(real: Real, command: Command): Promise<void> {
  const doIt = performers[command.kind] as (real: Real, command: Command) => Promise<unknown>;
  await doIt(real, command);
}

async function statesOf(real: Real): Promise<string[]> {
  const rows = await storedMessages(sending, { batchId: real.campaign.batchId });
  const states = new Map(rows.map((row) => [row.addressId, row.state]));
  return real.people.map((person) => states.get(person.addressId) ?? "missing");
}

const worker = fc.nat({ max: 1 });
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("claim" as const), worker }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("hand-over" as const), worker }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      worker,
      answer: fc.constantFrom<Answer>("ok", "later", "never", "silence"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("crash" as const), worker }) },
  { weight: 2, arbitrary: fc.constant({ kind: "recover" as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("withdraw" as const), person: fc.nat({ max: 3 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("batch" as const),
      state: fc.constantFrom("paused" as const, "running" as const, "running" as const, "cancelled" as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "tick" as const }) },
);

test("P-02: whatever happens in whatever order, each message is where the model says, and left once at most", {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 60, size: "max" }), async (commands) => {
      const real = await startReal();
      const model: RoadModel = startModel(real.people.length);
      for (const one of commands) {
        await perform(real, one);
        const states = await statesOf(real);
        // Which of those that are due a claim takes is its own choice.
        model.perform(one, states);
        expect(states).toEqual(model.states());
      }
      for (const copies of real.dots.values()) expect(copies).toBeLessThanOrEqual(1);
      await run((ctx) => endBatch(ctx, real.campaign.batchId));
      const isOver = (await statesOf(real)).every((state) => !openStates.includes(state));
      expect((await real.campaign.state()) === "ended").toBe(isOver && model.batch() === "running");
      const { findings } = await runDoctor(sending.app.platform, { pauseMs: 0 });
      // Nobody works here between the commands, so that much waits.
      expect(findings.filter(({ invariant }) => !["INV-8", "INV-10"].includes(invariant))).toEqual([]);
    }),
    {
      ...propertyRuns(6),
      // A worker that was taken for dead asks for a message under two claims.
      examples: [
        [
          [
            { kind: "claim", worker: 0 },
            { kind: "crash", worker: 0 },
            { kind: "recover" },
            { kind: "claim", worker: 0 },
            { kind: "hand-over", worker: 0 },
          ],
        ],
      ],
    },
  );
});
