import type { SenderState, TestOutcome } from "../../../contracts/senders.ts";

export interface SenderFacts {
  kind: "platform" | "smtp";
  isEnabled: boolean;
  userName: string | null;
  hasPassword: boolean;
  lastTestOutcome: TestOutcome | null;
  isBreakerOpen: boolean;
  /** Of kind `platform` only: whether the installation has a sender, or this is a demonstration. */
  isConnected: boolean;
}

/** The one word beside a mailbox. What stops every message comes before what only might. */
export function stateOf(facts: SenderFacts): SenderState {
  if (facts.kind === "platform" && !facts.isConnected) return "not-connected";
  if (!facts.isEnabled) return "off";
  if (lacksPassword(facts)) return "password-missing";
  if (facts.isBreakerOpen) return "paused";
  if (facts.lastTestOutcome === "accepted") return "works";
  if (facts.lastTestOutcome !== null) return "test-failed";
  return facts.kind === "platform" ? "works" : "not-tested";
}

/** Whether messages may be given to it now. A failed test does not stop it: the next message may still pass, and says why not. */
export function isUsable(facts: SenderFacts): boolean {
  return facts.isEnabled && !lacksPassword(facts) && (facts.kind === "smtp" || facts.isConnected);
}

function lacksPassword(facts: SenderFacts): boolean {
  return facts.kind === "smtp" && facts.userName !== null && !facts.hasPassword;
}
