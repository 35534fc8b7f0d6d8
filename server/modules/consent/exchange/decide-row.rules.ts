import type { ConsentStatus } from "../../../../contracts/consent.ts";
import type { RowOutcome, RowProblem, RowWish } from "../../../../contracts/consent-exchange.ts";
import { eventOfNo } from "../consent-actions.rules.ts";

export interface RowFacts {
  wants: RowWish;
  problem: RowProblem | null;
  isReadable: boolean;
  /** Another row says the same of the same address and type before, or says the opposite anywhere. */
  twin: "none" | "duplicate" | "contradiction";
  isFuture: boolean;
  /** A contact has the address. */
  isKnown: boolean;
  status: ConsentStatus;
  /** For lists: every mailing type is a no already. */
  isAllNo: boolean;
  isBlocked: boolean;
  /** A consent of that day would have run out by now. */
  isOver: boolean;
}

export interface RowDecision {
  outcome: RowOutcome;
  toStatus: ConsentStatus | null;
  problem: RowProblem | null;
}

/** An import lowers freely, and raises only where nobody said no and the row proves it. First match wins. */
export function decideRow(facts: RowFacts): RowDecision {
  if (!facts.isReadable) return nothing("unreadable", facts.problem ?? "address");
  if (facts.problem === "type" || facts.problem === "state") return nothing("unreadable", facts.problem);
  switch (facts.wants) {
    case "nothing":
      return nothing("not-listed");
    case "yes":
      return decideYes(facts);
    case "no":
    case "unsubscribed":
      return decideNo(facts);
    case "bounced":
    case "complained":
      return decideBlock(facts);
  }
  facts.wants satisfies never;
}

function decideYes(facts: RowFacts): RowDecision {
  if (facts.twin !== "none") return nothing(facts.twin);
  if (!facts.isKnown) return nothing("unknown");
  if (facts.status === "refused" || facts.status === "withdrawn") return nothing("kept-no");
  if (facts.problem !== null) return nothing("incomplete", facts.problem);
  if (facts.isFuture) return nothing("incomplete", "future-date");
  if (facts.status === "accepted") return nothing("same");
  if (facts.isOver) return nothing("expired");
  return { outcome: "raise", toStatus: "accepted", problem: null };
}

function decideNo(facts: RowFacts): RowDecision {
  if (facts.twin === "duplicate") return nothing("duplicate");
  if (!facts.isKnown) return nothing("remember");
  const isNo = facts.wants === "unsubscribed" ? facts.isAllNo : eventOfNo(facts.status) === undefined;
  if (isNo) return nothing("same");
  return { outcome: "lower", toStatus: eventOfNo(facts.status) ?? facts.status, problem: null };
}

function decideBlock(facts: RowFacts): RowDecision {
  if (facts.twin === "duplicate") return nothing("duplicate");
  if (!facts.isKnown) return nothing("remember");
  return facts.isBlocked ? nothing("same") : { outcome: "block", toStatus: null, problem: null };
}

function nothing(outcome: RowOutcome, problem: RowProblem | null = null): RowDecision {
  return { outcome, toStatus: null, problem };
}
