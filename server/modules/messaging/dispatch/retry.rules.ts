import type { MessageClass } from "../../../../contracts/consent.ts";
import type { BounceClass } from "../../../../contracts/message-returns.ts";
import type { FinalReason } from "../../../../contracts/messaging.ts";
import type { ChannelErrorKind, Outcome, Reply } from "../../../channels/channel.ts";
import { classOfReturn } from "../bounce-class.rules.ts";
import { mostRepeats, repeatGraceSeconds } from "./repeat.rules.ts";

/** What follows from how an attempt ended. Times in seconds. */
export type Next =
  | { kind: "accepted" }
  | { kind: "retry"; afterSeconds: number }
  /** Back to where it was: the message did nothing wrong, or was never tried. */
  | { kind: "give-back" }
  /** `bounceClass`: what the server's refusal says about; null when no server refused it. */
  | { kind: "failed"; reason: FinalReason; bounceClass: BounceClass | null }
  | { kind: "uncertain"; settleAfterSeconds: number | null };

/** What it says about the sender. `blocked` opens its breaker at once: no other message would fare better. */
export type SenderVerdict = "works" | "failing" | "blocked" | "unknown";

export interface Judgement {
  next: Next;
  sender: SenderVerdict;
}

export interface AttemptFacts {
  messageClass: MessageClass;
  /** Attempts that ended before this one. */
  attemptsBefore: number;
  isSecondCopy: boolean;
  /** An earlier attempt may have arrived: only an acceptance ends the doubt. */
  isRepeat: boolean;
  /** How often it was sent again so. */
  repeats: number;
  /** How long the server will still know it if it comes again; null: it would not. */
  repeatSecondsLeft: number | null;
  /** Until the message is too old; null before its first attempt. */
  secondsLeft: number | null;
  /** Between 0 and 1: retries of many messages must not come back together. */
  jitter: number;
}

const [minute, hour] = [60, 3600];
/** Before security mail is sent a second time though the first one may have arrived. */
export const settleGraceSeconds = 15 * minute;
const mostAttempts = 30;
const mailboxFullTries = 3;
const mailboxFullDelay = 24 * hour;

export function judgeOutcome(outcome: Outcome, facts: AttemptFacts): Judgement {
  const { next, sender } = judge(outcome, facts);
  const isTooOld =
    next.kind === "retry" && next.afterSeconds > (facts.secondsLeft ?? maxAgeHours(facts.messageClass) * hour);
  const found = isTooOld ? failed("messaging.too-old") : next;
  return { sender, next: facts.isRepeat ? stayInDoubt(found, facts) : found };
}

/** A no to the second try says nothing about the first one. */
function stayInDoubt(next: Next, facts: AttemptFacts): Next {
  const isOver =
    next.kind === "failed" || (next.kind === "retry" && next.afterSeconds >= (facts.repeatSecondsLeft ?? 0));
  return isOver ? { kind: "uncertain", settleAfterSeconds: secondCopySeconds(facts) } : next;
}

function judge(outcome: Outcome, facts: AttemptFacts): Judgement {
  switch (outcome.outcome) {
    case "accepted":
      return { next: { kind: "accepted" }, sender: "works" };
    case "uncertain":
      return { next: { kind: "uncertain", settleAfterSeconds: settleSeconds(facts) }, sender: "unknown" };
    case "not-sent":
      return judgeNotSent(outcome.error.kind, facts);
    case "rejected-temporarily":
      return judgeTemporary(outcome.phase, outcome.reply, facts);
    case "rejected-permanently":
      return judgePermanent(outcome.phase, outcome.reply, facts);
  }
  outcome satisfies never;
}

/** Where the server drops repeats, it is asked by one; else nobody can ask. */
function settleSeconds(facts: AttemptFacts): number | null {
  const graceSeconds = repeatGraceSeconds(facts.repeats);
  const mayRepeat = facts.repeats < mostRepeats && graceSeconds < (facts.repeatSecondsLeft ?? 0);
  return mayRepeat ? graceSeconds : secondCopySeconds(facts);
}

/** A missing alert is worse than a double one; for everything else a person decides. */
function secondCopySeconds(facts: AttemptFacts): number | null {
  return facts.messageClass === "security" && !facts.isSecondCopy ? settleGraceSeconds : null;
}

const configurationErrors: readonly ChannelErrorKind[] = [
  "sign-in-refused",
  "sign-in-not-offered",
  "certificate-not-valid",
  "encryption-not-offered",
  "encryption-failed",
];

function judgeNotSent(kind: ChannelErrorKind, facts: AttemptFacts): Judgement {
  if (kind === "dropped-by-us") return { next: { kind: "give-back" }, sender: "unknown" };
  if (kind === "address-not-valid") return fail("messaging.address-not-valid");
  if (kind === "message-too-large") return fail("messaging.too-large");
  if (configurationErrors.includes(kind)) return { next: { kind: "give-back" }, sender: "blocked" };
  return { next: retry(facts, 30), sender: "failing" };
}

function judgeTemporary(phase: string, reply: Reply, facts: AttemptFacts): Judgement {
  // Before RCPT nobody's mailbox was named: it is about us.
  const sender = phase === "mail" || reply.code === 421 ? "failing" : "works";
  return { next: retry(facts, isGreylisting(reply) ? 5 * minute : 30), sender };
}

function isGreylisting(reply: Reply): boolean {
  return reply.enhancedCode === "4.7.1" || reply.enhancedCode === "4.2.0" || /gr[ae]ylist/i.test(reply.text);
}

function judgePermanent(phase: string, reply: Reply, facts: AttemptFacts): Judgement {
  const isAboutSender = phase === "mail" || [530, 534, 535].includes(reply.code);
  if (isAboutSender) return { next: { kind: "give-back" }, sender: "blocked" };
  const isFull = reply.code === 552 || reply.enhancedCode === "5.2.2";
  if (isFull && facts.attemptsBefore + 1 < mailboxFullTries)
    return { next: { kind: "retry", afterSeconds: mailboxFullDelay }, sender: "works" };
  const bounceClass = isFull
    ? "soft"
    : classOfReturn({ status: reply.enhancedCode, text: `${reply.code} ${reply.text}` });
  return { next: { kind: "failed", reason: "messaging.refused-by-server", bounceClass }, sender: "works" };
}

function retry(facts: AttemptFacts, baseSeconds: number): Next {
  if (facts.attemptsBefore + 1 >= mostAttempts) return failed("messaging.tried-too-often");
  const longest = Math.min(4 * hour, baseSeconds * 2 ** Math.min(facts.attemptsBefore, 20));
  return { kind: "retry", afterSeconds: Math.round(Math.max(baseSeconds, longest * (0.5 + facts.jitter / 2))) };
}

function fail(reason: FinalReason): Judgement {
  return { next: failed(reason), sender: "unknown" };
}

function failed(reason: FinalReason): Next {
  return { kind: "failed", reason, bounceClass: null };
}

/** How long messages of a class may go on being tried, from the first attempt (RFC 5321 4.5.4.1 asks for 4 to 5 days). */
export function maxAgeHours(messageClass: MessageClass): number {
  switch (messageClass) {
    case "marketing":
    case "consent-request":
      return 48;
    case "security":
      return 24;
    case "personal":
    case "service":
    case "reply":
      return 120;
  }
  messageClass satisfies never;
}

export const failuresUntilBreaker = 5;

/** How long a sender rests after so many failures in a row; one message then probes it. */
export function breakerSeconds(failures: number): number {
  return Math.min(4 * hour, 30 * 2 ** Math.min(Math.max(failures - failuresUntilBreaker, 0), 20));
}

/** Somebody has to change a setting: looking again every few minutes is enough. */
export const blockedSeconds = 5 * minute;
