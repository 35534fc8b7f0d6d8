import { describe, expect, test } from "vitest";
import { isTooLate, stateOf } from "./campaign-state.rules.ts";
import { groupOf, reasonsOf, summarise } from "./list-summary.rules.ts";
import { instantOf } from "./local-time.rules.ts";

const progress = {
  ...{ queued: 0, handingOver: 0, accepted: 0, failed: 0, uncertain: 0, stopped: 0, total: 10 },
  ...{ toQueue: 0, returned: 0, complained: 0 },
};

describe("the state of a launched campaign", () => {
  test.each([
    ["running", "running", { ...progress, queued: 1, accepted: 9 }],
    ["running", "running", { ...progress, handingOver: 1 }],
    ["paused", "paused", { ...progress, queued: 5 }],
    ["cancelled", "cancelled", { ...progress, stopped: 5, accepted: 5 }],
    ["ended", "running", { ...progress, accepted: 8, stopped: 2 }],
    ["ended", "paused", { ...progress, accepted: 10 }],
    ["partly-failed", "running", { ...progress, accepted: 9, failed: 1 }],
    ["partly-failed", "running", { ...progress, accepted: 9, uncertain: 1 }],
  ] as const)("is %s when the batch is %s and the rows say so", (state, batch, counts) => {
    expect(stateOf("launched", batch, counts)).toBe(state);
  });

  test("before the launch is what was stored", () => {
    expect(stateOf("scheduled", null, null)).toBe("scheduled");
  });
});

describe("a scheduled start", () => {
  test("more than two hours late needs a person", () => {
    const at = new Date("2026-11-21T08:00:00Z");
    expect(isTooLate(at, new Date("2026-11-21T10:00:00Z"))).toBe(false);
    expect(isTooLate(at, new Date("2026-11-21T10:00:01Z"))).toBe(true);
  });

  test.each([
    ["an ordinary winter day in Paris", "2026-12-24T09:00", "Europe/Paris", "2026-12-24T08:00:00.000Z"],
    ["an ordinary summer day in Madrid", "2026-07-01T09:30", "Europe/Madrid", "2026-07-01T07:30:00.000Z"],
    [
      "the skipped hour in spring starts at the next minute that exists",
      "2027-03-28T02:30",
      "Europe/Rome",
      "2027-03-28T01:00:00.000Z",
    ],
    [
      "the doubled hour in autumn starts once, at the first",
      "2026-10-25T02:30",
      "Europe/Paris",
      "2026-10-25T00:30:00.000Z",
    ],
    ["Santiago, south of the equator", "2026-12-24T09:00", "America/Santiago", "2026-12-24T12:00:00.000Z"],
    ["Buenos Aires, no summer time", "2026-06-01T00:00", "America/Argentina/Buenos_Aires", "2026-06-01T03:00:00.000Z"],
  ])("on %s", (...[, local, zone, instant]) => {
    expect(instantOf(local, zone).toISOString()).toBe(instant);
  });
});

describe("the summary of the list", () => {
  test("adds reasons up to groups and counts who is available", () => {
    const summary = summarise(
      [
        { reason: null, count: 5 },
        { reason: "consent.withdrawn", count: 2 },
        { reason: "consent.refused", count: 1 },
        { reason: "list.no-address", count: 4 },
      ],
      false,
    );
    expect(summary).toEqual({
      total: 12,
      available: 5,
      groups: [
        { group: "accepted", count: 5 },
        { group: "invalid", count: 4 },
        { group: "refused", count: 3 },
      ],
    });
  });

  test("of a consent campaign counts the askable as available and keeps the accepted apart", () => {
    const summary = summarise(
      [
        { reason: null, count: 3 },
        { reason: "consent.already-accepted", count: 2 },
      ],
      true,
    );
    expect(summary.available).toBe(3);
    expect(summary.groups).toEqual([
      { group: "askable", count: 3 },
      { group: "accepted", count: 2 },
    ]);
  });

  test("every reason can be opened again from its group", () => {
    for (const reason of ["consent.not-asked", "list.duplicate", "consent.suppressed"] as const) {
      expect(reasonsOf(groupOf(reason, false), false).reasons).toContain(reason);
    }
    expect(reasonsOf("accepted", false).includesAllowed).toBe(true);
  });
});
