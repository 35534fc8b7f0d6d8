import type { PermitGround, RefusalReason } from "../../../../contracts/consent.ts";
import type { CallAnswer, CallPurpose } from "../../../../contracts/consent-calls.ts";
import type { PromptMode } from "../../../../contracts/consent-settings.ts";
import type { KnownPlace } from "../law/judge-requests.ts";
import type { HomeRow } from "../law/law.queries.ts";
import type { Permission } from "../permission.rules.ts";
import type { CallCheckRow, Callee } from "./calls.queries.ts";
import type { CallDecision } from "./decide-call.ts";

export interface CallFacts {
  purpose: CallPurpose;
  /** What the rules say as it is, and what they say with a stated reason. */
  plain: Permission;
  withReason: Permission;
  prompt: PromptMode;
  /** A reason was stated, or the standing one is there to be recorded (D17). */
  hasReason: boolean;
}

export interface CallAnswerFacts {
  answer: CallAnswer;
  ground: PermitGround | null;
  refusal: RefusalReason | null;
}

/**
 * A consent opens the way by itself; for everything else somebody says why (V19). What the person or the law has closed no
 * reason opens (D17). A call about a contract needs no consent, and its reason is kept all the same.
 */
export function answerCall({ purpose, plain, withReason, prompt, hasReason }: CallFacts): CallAnswerFacts {
  if (withReason.refusal !== undefined) return { answer: "refused", ground: null, refusal: withReason.refusal };
  const isOpen = plain.refusal === undefined && purpose === "commercial";
  const isAsked = prompt === "always" || !isOpen;
  if (isAsked && !hasReason) return { answer: "needs-reason", ground: null, refusal: plain.refusal ?? null };
  const ground = plain.refusal === undefined ? plain.ground : withReason.ground;
  return { answer: "allowed", ground: ground ?? null, refusal: null };
}

/** Whether a check still says what one would hear now: whoever reloads a page asks nothing new. */
export function isStillTrue(
  check: Pick<CallCheckRow, "answer" | "ground" | "refusal" | "reasonText">,
  now: CallAnswerFacts,
): boolean {
  // A reason that was stated for this call goes on for this call.
  if (check.reasonText !== null) return now.answer === "needs-reason";
  return check.answer === now.answer && check.ground === now.ground && check.refusal === now.refusal;
}

/** What is kept of an answer. */
export function answerColumns({ answer, ground, refusal, law, holdsUntil, ledgerEventId, typeId }: CallDecision) {
  return { answer, ground, refusal, lawCause: law?.cause ?? null, holdsUntil, ledgerEventId, typeId };
}

/** Where the number is, and what its owner is to us: looked up with the number. */
export function knownPlace({ number, country, relation, isBusiness, attempts }: Callee, home: HomeRow): KnownPlace {
  return { home, attempts, place: { channel: "phone", value: number, country, relation, isBusiness } };
}
