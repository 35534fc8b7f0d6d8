import type { ActionAnswer, ConsentStatus } from "../../../contracts/consent.ts";
import { decidePermission, type PermissionFacts } from "./permission.rules.ts";

export interface AddressActions {
  request: ActionAnswer;
  record: ActionAnswer;
  withdraw: ActionAnswer;
}

const allowed: ActionAnswer = { isAllowed: true, obstacle: null, allowedFrom: null };

/** What staff may do with one address and type now, and else why not (X11, D1, D6). */
export function actionsFor(
  status: ConsentStatus,
  facts: PermissionFacts,
  dates: { lastRequestedAt: Date | null; validUntil: Date | null },
): AddressActions {
  const isNo = status === "refused" || status === "withdrawn";
  return {
    request: requestAnswer(facts, dates),
    record: recordAnswer(isNo, facts),
    withdraw: isNo ? blocked("already-no") : allowed,
  };
}

function recordAnswer(isNo: boolean, facts: PermissionFacts): ActionAnswer {
  if (isNo) return blocked("final-for-staff");
  return facts.holder === "registered" ? allowed : blocked("external");
}

const dayMs = 86_400_000;
/** An accepted consent may be asked for anew this long before its end. */
const renewalMs = 30 * dayMs;

function requestAnswer(
  facts: PermissionFacts,
  dates: { lastRequestedAt: Date | null; validUntil: Date | null },
): ActionAnswer {
  const { refusal } = decidePermission({ ...facts, messageClass: "consent-request", basis: "none" });
  switch (refusal) {
    case undefined:
      return allowed;
    case "consent.asked-too-often":
      return facts.requestsUnanswered >= facts.requestLimit
        ? blocked("asked-enough")
        : blocked("asked-recently", later(dates.lastRequestedAt, facts.requestPauseDays * dayMs));
    case "consent.already-accepted":
      return blocked("already-accepted", later(dates.validUntil, -renewalMs));
    case "consent.refused":
    case "consent.withdrawn":
      return blocked("final-for-staff");
    case "consent.suppressed":
      return blocked("suppressed");
    case "consent.type-does-not-allow":
      return blocked("own-page-only");
    case "consent.law-forbids":
      return blocked("law-forbids");
    // It waits for its hour and leaves then.
    case "consent.not-now":
      return allowed;
    default:
      return blocked("external");
  }
}

function later(date: Date | null, byMs: number): string | null {
  return date === null ? null : new Date(date.getTime() + byMs).toISOString();
}

function blocked(obstacle: NonNullable<ActionAnswer["obstacle"]>, allowedFrom: string | null = null): ActionAnswer {
  return { isAllowed: false, obstacle, allowedFrom };
}
