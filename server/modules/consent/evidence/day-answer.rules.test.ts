import { describe, expect, test } from "vitest";
import type { LedgerEvent } from "../../../../contracts/consent.ts";
import type { FoldedEvent } from "../ledger-fold.rules.ts";
import { answerForDay } from "./day-answer.rules.ts";

const day = { from: new Date("2026-03-03T00:00:00Z"), to: new Date("2026-03-04T00:00:00Z") };
const newsletter = { allowsMass: true, allowsSingle: false, allowsContact: false };

function event(kind: LedgerEvent, recordedAt: string, validUntil: string | null = null): FoldedEvent {
  const states = { granted: "accepted", withdrawn: "withdrawn", requested: "pending" } as const;
  return {
    eventId: recordedAt,
    kind,
    stateAfter: states[kind as keyof typeof states],
    occurredAt: recordedAt,
    recordedAt,
    validUntil,
  };
}

function mass(events: FoldedEvent[], blocks: { isDead: boolean; startedAt: Date; endedAt: Date | null }[] = []) {
  return answerForDay(day, newsletter, { events, blocks }).uses[0];
}

describe("could we have written on 3 March (field 5)", () => {
  const cases: [string, FoldedEvent[], string, string | null][] = [
    ["nothing recorded yet", [], "no", "consent.not-asked"],
    ["asked, no answer", [event("requested", "2026-03-01T10:00:00Z")], "no", "consent.pending"],
    ["given before", [event("granted", "2026-03-01T10:00:00Z")], "yes", null],
    ["given on the day", [event("granted", "2026-03-03T10:00:00Z")], "part", "consent.not-asked"],
    ["given the day after", [event("granted", "2026-03-04T00:00:00Z")], "no", "consent.not-asked"],
    [
      "withdrawn on the day",
      [event("granted", "2026-03-01T10:00:00Z"), event("withdrawn", "2026-03-03T12:00:00Z")],
      "part",
      "consent.withdrawn",
    ],
    [
      "withdrawn before, whatever was given earlier",
      [event("granted", "2026-02-01T10:00:00Z"), event("withdrawn", "2026-03-02T23:59:59Z")],
      "no",
      "consent.withdrawn",
    ],
    [
      "ended during the day",
      [event("granted", "2026-03-01T10:00:00Z", "2026-03-03T18:00:00Z")],
      "part",
      "consent.expired",
    ],
    ["ended before", [event("granted", "2026-02-01T10:00:00Z", "2026-03-03T00:00:00Z")], "no", "consent.expired"],
  ];
  test.each(cases)("%s", (...[, events, answer, reason]) => {
    expect(mass(events)).toEqual({ use: "mass", answer, reason });
  });

  test("a block of that day closes it for as long as it stood", () => {
    const given = [event("granted", "2026-03-01T10:00:00Z")];
    const block = { isDead: false, startedAt: new Date("2026-03-02T10:00:00Z"), endedAt: null };
    expect(mass(given, [block])).toMatchObject({ answer: "no", reason: "consent.suppressed" });
    expect(mass(given, [{ ...block, endedAt: new Date("2026-03-03T09:00:00Z") }])).toMatchObject({ answer: "part" });
  });
});
