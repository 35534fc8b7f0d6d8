import { describe, expect, test } from "vitest";
import { type ConsentStatus, consentActors, consentStatuses, ledgerEvents } from "../../../contracts/consent.ts";
import { eventOfNo, eventOfYes, nextState, statusOf, transitions } from "./consent-actions.rules.ts";

const no: ConsentStatus[] = ["refused", "withdrawn"];

describe("the matrix of actions by status (D1)", () => {
  test.each([
    // status, staff request, staff record, staff withdraw, person's answers
    ["not-asked", true, true, true, ["granted", "refused"]],
    ["pending", true, true, true, ["granted", "refused"]],
    ["accepted", true, true, true, ["extended", "withdrawn"]],
    ["expired", true, true, true, ["granted", "refused", "withdrawn"]],
    ["refused", false, false, false, ["granted"]],
    ["withdrawn", false, false, false, ["granted"]],
  ] as const)(
    "%s: request %s, record %s, withdraw %s, the person %s",
    (...[status, request, record, withdraw, person]) => {
      expect(nextState(status, "requested", "staff") !== undefined).toBe(request);
      expect(nextState(status, eventOfYes(status), "staff") !== undefined).toBe(record);
      expect(
        eventOfNo(status) !== undefined && nextState(status, eventOfNo(status) ?? "ended", "staff") !== undefined,
      ).toBe(withdraw);
      expect(ledgerEvents.filter((event) => nextState(status, event, "person") !== undefined)).toEqual(person);
    },
  );

  test("only the person leaves a no, and only by giving consent", () => {
    const ways = no.flatMap((status) =>
      ledgerEvents.flatMap((event) =>
        consentActors
          .filter((actor) => ["not-asked", "pending", "accepted"].includes(nextState(status, event, actor) ?? ""))
          .map((actor) => `${status} ${event} ${actor}`),
      ),
    );
    expect(ways).toEqual(["refused granted person", "withdrawn granted person"]);
  });

  test("anybody may lower every status that is not a no", () => {
    for (const status of consentStatuses.filter((one) => !no.includes(one))) {
      for (const actor of consentActors) {
        const event = eventOfNo(status);
        expect(event && no.includes(nextState(status, event, actor) as ConsentStatus)).toBe(true);
      }
    }
  });

  test("no event has two outcomes for one status and actor", () => {
    for (const status of consentStatuses) {
      for (const event of ledgerEvents) {
        for (const actor of consentActors) {
          const found = transitions.filter(
            (one) => one.event === event && one.from.includes(status) && one.by.includes(actor),
          );
          expect(found.length).toBeLessThanOrEqual(1);
        }
      }
    }
  });
});

test("an accepted consent is expired from the moment when its validity ends", () => {
  const end = new Date("2026-01-01T00:00:00Z");
  expect(statusOf("accepted", end, new Date("2025-12-31T23:59:59.999Z"))).toBe("accepted");
  expect(statusOf("accepted", end, end)).toBe("expired");
  expect(statusOf("accepted", null, end)).toBe("accepted");
  expect(statusOf("withdrawn", end, end)).toBe("withdrawn");
});
