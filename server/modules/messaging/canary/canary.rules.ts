import type { CanaryState } from "../../../../contracts/shared-sender.ts";

export const canary = {
  /** So long one waits for reports after the last of them left. */
  watchSeconds: 15 * 60,
  /** How often one looks meanwhile. */
  lookSeconds: 15,
} as const;

export interface CanaryFacts {
  state: CanaryState;
  size: number;
  /** Of the first ones: taken up at all, still on their way, came back from dead mailboxes, called unwanted, reported about. */
  touched: number;
  open: number;
  hard: number;
  complaints: number;
  reported: number;
  /** Since the last of them left; null before. */
  secondsSinceSent: number | null;
}

/** What follows, and how long to wait before looking again; 0: the rest may leave. */
export interface CanaryVerdict {
  state: CanaryState;
  waitSeconds: number;
}

const openStates: ReadonlySet<CanaryState> = new Set(["sending", "watching"]);

/** A single complaint or more than a twentieth of dead addresses among the first few: the whole list is like that. */
export function judgeCanary(facts: CanaryFacts): CanaryVerdict {
  const { state, size, touched, open, hard, complaints } = facts;
  if (!openStates.has(state)) return { state, waitSeconds: 0 };
  if (complaints > 0 || hard > size * 0.05) return { state: "failed", waitSeconds: 0 };
  if (touched < size || open > 0) return { state: "sending", waitSeconds: open > 0 ? 1 : 0 };
  const left = canary.watchSeconds - (facts.secondsSinceSent ?? 0);
  if (left <= 0 || facts.reported >= size) return { state: "passed", waitSeconds: 0 };
  return { state: "watching", waitSeconds: Math.min(canary.lookSeconds, Math.ceil(left)) };
}
