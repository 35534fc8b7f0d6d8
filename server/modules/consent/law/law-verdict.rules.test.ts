import { describe, expect, test } from "vitest";
import type { Hours } from "../../../../contracts/consent-law.ts";
import { countryLaws } from "./country-laws.rules.ts";
import { isFrenchHoliday, openingAt } from "./hours.rules.ts";
import { judgeByLaw, type LawQuestion, longestValidity } from "./law-verdict.rules.ts";
import { effectiveValue, faultOfChoice, type LawSettings } from "./stricter.rules.ts";

const nothingSet: LawSettings = { choices: {}, registers: {} };
/** A Tuesday, 11 in the morning in Paris. */
const tuesday = new Date("2026-11-24T10:00:00Z");
const call: LawQuestion = {
  use: "call",
  channel: "phone",
  country: "FR",
  homeZone: "Europe/Paris",
  now: tuesday,
  isConsented: true,
  relation: "client",
  isBusiness: false,
  attempts: 0,
};
const judge = (change: Partial<LawQuestion>, settings = nothingSet) => judgeByLaw({ ...call, ...change }, settings);

describe("a commercial call to France", () => {
  test("needs the consumer's consent, and no reason stands in for it", () => {
    expect(judge({ isConsented: false })).toMatchObject({ limit: "closed", cause: "needs-consent" });
    expect(judge({ isConsented: false, isBusiness: true }).limit).toBe("open");
  });

  test("may be made from ten to one and from two to eight, Monday to Friday", () => {
    expect(judge({})).toMatchObject({ limit: "open", changesAt: new Date("2026-11-24T12:00:00Z") });
    expect(judge({ now: new Date("2026-11-24T12:30:00Z") })).toMatchObject({
      limit: "not-now",
      cause: "hours",
      changesAt: new Date("2026-11-24T13:00:00Z"),
    });
    const friday = judge({ now: new Date("2026-11-27T19:00:00Z") });
    expect(friday).toMatchObject({ limit: "not-now", changesAt: new Date("2026-11-30T09:00:00Z") });
  });

  test("waits over a public holiday", () => {
    const fourteenthOfJuly = judge({ now: new Date("2026-07-14T10:00:00Z") });
    expect(fourteenthOfJuly).toMatchObject({ limit: "not-now", changesAt: new Date("2026-07-15T08:00:00Z") });
  });

  test("is the last of four in thirty days", () => {
    expect(judge({ attempts: 3 }).limit).toBe("open");
    expect(judge({ attempts: 4 })).toMatchObject({ limit: "closed", cause: "attempts" });
  });
});

describe("registers of opposition", () => {
  test("an Italian number waits for a look into the register that is at most fifteen days old", () => {
    const checked = (day: string) => ({ choices: {}, registers: { IT: day } });
    expect(judge({ country: "IT" })).toMatchObject({ limit: "closed", cause: "register" });
    expect(judge({ country: "IT" }, checked("2026-11-09")).limit).toBe("open");
    expect(judge({ country: "IT" }, checked("2026-11-08")).limit).toBe("closed");
  });

  test("an Argentine who agreed may be called without one", () => {
    expect(judge({ country: "AR" }).limit).toBe("open");
    expect(judge({ country: "AR", isConsented: false })).toMatchObject({ limit: "closed", cause: "register" });
  });
});

describe("who may be asked for consent", () => {
  test("a British address must belong to somebody who deals with the organisation", () => {
    const ask = { use: "consent-request", channel: "email", country: "GB" } as const;
    expect(judge({ ...ask, relation: "none" })).toMatchObject({ limit: "closed", cause: "may-not-be-asked" });
    expect(judge({ ...ask, relation: "prospect" }).limit).toBe("open");
    expect(judge({ ...ask, country: "FR", relation: "none" }).limit).toBe("open");
  });

  test("the organisation may ask its clients only, or nobody", () => {
    const ask = { use: "consent-request", channel: "email", country: "FR" } as const;
    const only = (value: "clients" | "nobody") => ({ choices: { FR: { ask: value } }, registers: {} });
    expect(judge({ ...ask, relation: "prospect" }, only("clients")).limit).toBe("closed");
    expect(judge({ ...ask, relation: "client" }, only("clients")).limit).toBe("open");
    expect(judge({ ...ask, relation: "client" }, only("nobody")).limit).toBe("closed");
  });
});

describe("an organisation's own rule", () => {
  const hours = (from: string, to: string, days = [1, 2, 3, 4, 5]): Hours => ({
    days,
    spans: [{ from, to }],
    onHolidays: false,
  });
  const legal = countryLaws[0]?.rules.find(({ code }) => code === "call-hours")?.value ?? null;

  test("may be narrower than the law and is refused when it is wider", () => {
    expect(faultOfChoice("call-hours", legal, hours("10:00", "18:00"))).toBeNull();
    expect(faultOfChoice("call-hours", legal, hours("09:00", "18:00"))).toBe("laxer");
    expect(faultOfChoice("call-hours", legal, hours("10:00", "18:00", [5, 6]))).toBe("laxer");
    expect(faultOfChoice("call-hours", legal, { ...hours("10:00", "18:00"), onHolidays: true })).toBe("laxer");
    expect(faultOfChoice("call-attempts", 4, 2)).toBeNull();
    expect(faultOfChoice("call-attempts", 4, 5)).toBe("laxer");
    expect(faultOfChoice("ask", "relations", "registered")).toBe("laxer");
    expect(faultOfChoice("ask", null, 7)).toBe("wrong-kind");
  });

  test("narrows the law's hours and never adds to them", () => {
    expect(effectiveValue("call-hours", legal, hours("11:00", "15:00", [1, 2]))).toEqual({
      days: [1, 2],
      spans: [
        { from: "11:00", to: "13:00" },
        { from: "14:00", to: "15:00" },
      ],
      onHolidays: false,
    });
  });

  test("for mailings holds a message back until the morning", () => {
    const settings = { choices: { FR: { "email-hours": hours("08:00", "20:00") } }, registers: {} };
    const night = { use: "marketing", channel: "email", now: new Date("2026-11-24T22:00:00Z") } as const;
    expect(judge(night, settings)).toMatchObject({
      limit: "not-now",
      changesAt: new Date("2026-11-25T07:00:00Z"),
    });
    expect(judge(night).limit).toBe("open");
  });

  test("shortens how long a consent holds", () => {
    const settings = { choices: { ES: { "call-validity": 365 }, IT: { "email-validity": 730 } }, registers: {} };
    expect(longestValidity({ country: "ES", channel: "phone" }, nothingSet)).toBe(730);
    expect(longestValidity({ country: "ES", channel: "phone" }, settings)).toBe(365);
    expect(longestValidity({ country: "IT", channel: "email" }, settings)).toBe(730);
    expect(longestValidity({ country: "FR", channel: "email" }, settings)).toBeNull();
  });
});

describe("the clock on the wall", () => {
  const earlySunday: Hours = { days: [7], spans: [{ from: "04:00", to: "05:00" }], onHolidays: true };
  test("counts on the nights when clocks are put forward and back", () => {
    const at = (now: string) =>
      openingAt({ hours: earlySunday, zone: "Europe/Paris", holidays: undefined, now: new Date(now) });
    expect(at("2026-03-29T00:30:00Z").changesAt).toEqual(new Date("2026-03-29T02:00:00Z"));
    expect(at("2026-10-25T00:30:00Z").changesAt).toEqual(new Date("2026-10-25T03:00:00Z"));
  });

  test("knows the French holidays that move", () => {
    const moving = ["2026-04-06", "2026-05-14", "2026-05-25", "2027-03-29", "2027-05-06", "2027-05-17"];
    expect(moving.filter((day) => !isFrenchHoliday(day))).toEqual([]);
    expect(isFrenchHoliday("2026-04-05")).toBe(false);
  });
});

test("every rule of every country names where it is written", () => {
  for (const { rules } of countryLaws) {
    for (const { source } of rules) {
      expect(source.url).toMatch(/^https:\/\//);
      expect(source.since).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  }
});
