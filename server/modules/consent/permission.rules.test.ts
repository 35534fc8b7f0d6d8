import { describe, expect, test } from "vitest";
import { consentStates, permissionClasses, type RefusalReason } from "../../../contracts/consent.ts";
import { decidePermission, type PermissionFacts, permissionRules } from "./permission.rules.ts";

const accepted: PermissionFacts = {
  messageClass: "marketing",
  holder: "registered",
  suppression: "none",
  state: "accepted",
  daysLeft: Number.POSITIVE_INFINITY,
  allowsMass: true,
  allowsSingle: true,
  allowsContact: true,
  daysSinceRequest: Number.POSITIVE_INFINITY,
  requestsUnanswered: 0,
  requestPauseDays: 90,
  requestLimit: 2,
  basis: "none",
  lawLimit: "open",
};

function decide(change: Partial<PermissionFacts>) {
  const { refusal, ground } = decidePermission({ ...accepted, ...change });
  return refusal ?? ground;
}

describe("a campaign's message", () => {
  test.each<[string, Partial<PermissionFacts>, string]>([
    ["leaves to whoever accepted", {}, "consent"],
    ["leaves until the last moment of the validity", { daysLeft: 0.00001 }, "consent"],
    ["stops when the validity is over", { daysLeft: 0 }, "consent.expired"],
    ["stops for whoever was never asked", { state: "not-asked" }, "consent.not-asked"],
    ["stops for whoever has not answered", { state: "pending" }, "consent.pending"],
    ["stops for whoever refused", { state: "refused" }, "consent.refused"],
    ["stops for whoever withdrew", { state: "withdrawn" }, "consent.withdrawn"],
    ["stops for a suppressed address", { suppression: "blocked" }, "consent.suppressed"],
    ["stops for an external address", { holder: "external" }, "consent.external"],
    ["stops when the contact has the address no more", { holder: "gone" }, "consent.contact-gone"],
    ["stops when the type is not for mass sends", { allowsMass: false }, "consent.type-does-not-allow"],
    ["is not opened by a stated reason", { state: "not-asked", basis: "stated-reason" }, "consent.not-asked"],
    ["leaves on a declared proof kept elsewhere", { state: "not-asked", basis: "declaration" }, "declaration"],
    ["never leaves on a declaration after a no", { state: "withdrawn", basis: "declaration" }, "consent.withdrawn"],
    [
      "never leaves on a declaration when suppressed",
      { suppression: "dead", basis: "declaration" },
      "consent.suppressed",
    ],
  ])("%s", (...[, change, answer]) => {
    expect(decide(change)).toBe(answer);
  });
});

describe("a single message or a call", () => {
  test.each(["personal", "call"] as const)("%s: a stated reason opens it where consent is missing", (messageClass) => {
    for (const state of ["not-asked", "pending"] as const) {
      expect(decide({ messageClass, state })).toBe(`consent.${state}`);
      expect(decide({ messageClass, state, basis: "stated-reason" })).toBe("stated-reason");
    }
    expect(decide({ messageClass, daysLeft: -1, basis: "stated-reason" })).toBe("stated-reason");
  });

  test.each(["personal", "call"] as const)("%s: no reason opens it against a no or a suppression", (messageClass) => {
    const basis = "stated-reason" as const;
    expect(decide({ messageClass, basis, state: "refused" })).toBe("consent.refused");
    expect(decide({ messageClass, basis, state: "withdrawn" })).toBe("consent.withdrawn");
    expect(decide({ messageClass, basis, suppression: "blocked" })).toBe("consent.suppressed");
    expect(decide({ messageClass, basis, holder: "external" })).toBe("consent.external");
  });
});

describe("a request for consent", () => {
  const request = { messageClass: "consent-request" } as const;
  test.each<[string, Partial<PermissionFacts>, string]>([
    ["goes to whoever was never asked", { state: "not-asked" }, "consent-request"],
    [
      "goes again after the pause",
      { state: "pending", daysSinceRequest: 90, requestsUnanswered: 1 },
      "consent-request",
    ],
    [
      "waits for the pause",
      { state: "pending", daysSinceRequest: 89.99, requestsUnanswered: 1 },
      "consent.asked-too-often",
    ],
    [
      "waits longer where the organisation says so",
      { state: "pending", daysSinceRequest: 100, requestsUnanswered: 1, requestPauseDays: 180 },
      "consent.asked-too-often",
    ],
    [
      "stops after two without an answer",
      { state: "pending", daysSinceRequest: 400, requestsUnanswered: 2 },
      "consent.asked-too-often",
    ],
    [
      "stops after one where the organisation says so",
      { state: "pending", daysSinceRequest: 400, requestsUnanswered: 1, requestLimit: 1 },
      "consent.asked-too-often",
    ],
    ["is needless while accepted", {}, "consent.already-accepted"],
    ["is needless more than 30 days before the end", { daysLeft: 30.01 }, "consent.already-accepted"],
    ["renews in the last 30 days", { daysLeft: 30 }, "consent-request"],
    ["goes to an expired one", { daysLeft: -5 }, "consent-request"],
    ["never follows a refusal", { state: "refused", daysSinceRequest: 999 }, "consent.refused"],
    ["never follows a withdrawal", { state: "withdrawn", daysSinceRequest: 999 }, "consent.withdrawn"],
    ["never goes to strangers", { state: "not-asked", holder: "external" }, "consent.external"],
    ["never goes to a suppressed address", { state: "not-asked", suppression: "blocked" }, "consent.suppressed"],
  ])("%s", (...[, change, answer]) => {
    expect(decide({ ...request, ...change })).toBe(answer);
  });
});

describe("messages that need no consent", () => {
  test("an invoice goes to whoever withdrew, not to a suppressed address", () => {
    expect(decide({ messageClass: "service", state: "withdrawn" })).toBe("service");
    expect(decide({ messageClass: "service", suppression: "blocked" })).toBe("consent.suppressed");
  });

  test.each(["security", "reply"] as const)("%s stops only at a dead address", (messageClass) => {
    for (const state of consentStates) expect(decide({ messageClass, state, holder: "external" })).toBe(messageClass);
    expect(decide({ messageClass, suppression: "blocked" })).toBe(messageClass);
    expect(decide({ messageClass, suppression: "dead" })).toBe("consent.suppressed");
  });
});

describe("the law of the person's country", () => {
  const bound = ["marketing", "call", "consent-request"] as const;
  test.each(bound)("closes the way to a %s, whatever reason is stated", (messageClass) => {
    const about = { messageClass, state: messageClass === "consent-request" ? "not-asked" : "accepted" } as const;
    expect(decide({ ...about, lawLimit: "closed", basis: "stated-reason" })).toBe("consent.law-forbids");
    expect(decide({ ...about, lawLimit: "not-now" })).toBe("consent.not-now");
  });

  test("holds nothing back that ends for another reason, and no message that needs no consent", () => {
    expect(decide({ lawLimit: "not-now", state: "withdrawn" })).toBe("consent.withdrawn");
    expect(decide({ lawLimit: "not-now", daysLeft: 0 })).toBe("consent.expired");
    expect(decide({ lawLimit: "not-now", messageClass: "service" })).toBe("service");
    expect(decide({ lawLimit: "closed", messageClass: "personal" })).toBe("consent");
  });
});

test("every reason has a rule, and every rule can be reached", () => {
  const reached = new Set<RefusalReason>();
  for (const messageClass of permissionClasses) {
    for (const state of consentStates) {
      for (const change of [
        {},
        { daysLeft: -1 },
        { allowsMass: false },
        { suppression: "dead" },
        { holder: "gone" },
        { holder: "external" },
        { daysSinceRequest: 1 },
        { lawLimit: "closed" },
        { lawLimit: "not-now" },
      ] as Partial<PermissionFacts>[]) {
        const { refusal } = decidePermission({ ...accepted, messageClass, state, ...change });
        if (refusal) reached.add(refusal);
      }
    }
  }
  expect([...reached].sort()).toEqual([...new Set(permissionRules.map((rule) => rule.reason))].sort());
});
