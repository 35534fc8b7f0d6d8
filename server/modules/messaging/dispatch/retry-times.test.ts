import fc from "fast-check";
import { expect, test } from "vitest";
import { messageClasses } from "../../../../contracts/consent.ts";
import { propertyRuns } from "../../../../tests/support/property-runs.ts";
import type { Outcome } from "../../../channels/channel.ts";
import { type AttemptFacts, breakerSeconds, judgeOutcome, maxAgeHours } from "./retry.rules.ts";

const jitter = fc.double({ min: 0, max: 1, noNaN: true });
const attemptsBefore = fc.nat({ max: 60 });
const messageClass = fc.constantFrom(...messageClasses);

const reply = (code: number, enhancedCode: string | null, text: string) => ({ code, enhancedCode, text });
const temporary: fc.Arbitrary<Outcome> = fc.oneof(
  fc
    .constantFrom("rcpt", "replied" as const)
    .chain((phase) =>
      fc
        .constantFrom(reply(450, "4.7.1", "greylisted"), reply(451, null, "later"), reply(421, "4.3.2", "too busy"))
        .map((said): Outcome => ({ outcome: "rejected-temporarily", phase: phase as "rcpt", reply: said })),
    ),
  fc.constantFrom("connection-lost", "timed-out", "connection-refused", "host-not-found" as const).map(
    (kind): Outcome => ({
      outcome: "not-sent",
      phase: "connect",
      error: { kind: kind as "timed-out", code: null, detail: "", reply: null },
    }),
  ),
);

function delayOf(outcome: Outcome, facts: Partial<AttemptFacts>): number | undefined {
  const { next } = judgeOutcome(outcome, {
    messageClass: "marketing",
    attemptsBefore: 0,
    isSecondCopy: false,
    isRepeat: false,
    repeats: 0,
    repeatSecondsLeft: null,
    secondsLeft: null,
    jitter: 0,
    ...facts,
  });
  return next.kind === "retry" ? next.afterSeconds : undefined;
}

test("P-16: a retry comes after at least half a minute and at most four hours, and never once the message is too old", () => {
  fc.assert(
    fc.property(
      temporary,
      fc.record({ attemptsBefore, messageClass, jitter, secondsLeft: fc.option(fc.nat({ max: 500_000 })) }),
      (outcome, facts) => {
        const delay = delayOf(outcome, facts);
        if (delay === undefined) return;
        expect(delay).toBeGreaterThanOrEqual(30);
        expect(delay).toBeLessThanOrEqual(4 * 3600);
        expect(delay).toBeLessThanOrEqual(facts.secondsLeft ?? maxAgeHours(facts.messageClass) * 3600);
      },
    ),
    propertyRuns(500),
  );
});

test("P-16: waits grow with the attempts, and many messages do not come back together", () => {
  fc.assert(
    fc.property(temporary, attemptsBefore, fc.tuple(jitter, jitter), (outcome, before, [one, other]) => {
      const [now, next] = [
        delayOf(outcome, { attemptsBefore: before, jitter: one }),
        delayOf(outcome, { attemptsBefore: before + 1, jitter: one }),
      ];
      if (now !== undefined && next !== undefined) expect(next).toBeGreaterThanOrEqual(now);
      const elsewhere = delayOf(outcome, { attemptsBefore: before, jitter: other });
      // The first wait is the shortest that makes sense; from the second on they differ.
      if (now !== undefined && now > 600 && Math.abs(one - other) > 0.05) expect(elsewhere).not.toBe(now);
    }),
    propertyRuns(500),
  );
});

test("P-16: the waits of one message together stay below its age, whatever the jitter", () => {
  fc.assert(
    fc.property(temporary, messageClass, fc.infiniteStream(jitter), (outcome, ofClass, jitters) => {
      let [left, tries] = [maxAgeHours(ofClass) * 3600, 0];
      for (const draw of jitters) {
        const facts = { messageClass: ofClass, attemptsBefore: tries, secondsLeft: left, jitter: draw };
        const delay = delayOf(outcome, facts);
        if (delay === undefined) break;
        left -= delay;
        tries++;
      }
      expect(left).toBeGreaterThanOrEqual(0);
      expect(tries).toBeLessThanOrEqual(30);
    }),
    propertyRuns(200),
  );
});

test("P-16: a sender rests longer after each failure, and four hours at most", () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000 }), (failures) => {
      expect(breakerSeconds(failures + 1)).toBeGreaterThanOrEqual(breakerSeconds(failures));
      expect(breakerSeconds(failures)).toBeLessThanOrEqual(4 * 3600);
    }),
    propertyRuns(200),
  );
});
