import type { ConsentActor, ConsentState, ConsentStatus, LedgerEvent } from "../../../contracts/consent.ts";

export interface Transition {
  event: LedgerEvent;
  from: readonly ConsentStatus[];
  by: readonly ConsentActor[];
  /** `same`: the event is kept, the state stays. */
  to: ConsentState | "same";
}

const anybody: readonly ConsentActor[] = ["person", "staff", "system", "operator"];
const everywhere: readonly ConsentStatus[] = ["not-asked", "pending", "accepted", "expired", "refused", "withdrawn"];

/**
 * THE matrix D1: what is not listed is impossible. The database holds the same table in `consent.next_state`, and refuses
 * every event that is not in it; a test compares the two. Only the person's own grant leaves a refusal or a withdrawal.
 */
export const transitions: readonly Transition[] = [
  { event: "requested", from: ["not-asked", "pending", "expired"], by: ["staff", "system"], to: "pending" },
  { event: "requested", from: ["accepted"], by: ["staff", "system"], to: "accepted" },
  { event: "granted", from: ["not-asked", "pending", "expired"], by: ["person", "staff"], to: "accepted" },
  { event: "granted", from: ["refused", "withdrawn"], by: ["person"], to: "accepted" },
  { event: "extended", from: ["accepted"], by: ["person", "staff"], to: "accepted" },
  { event: "refused", from: ["not-asked", "pending", "expired"], by: anybody, to: "refused" },
  { event: "withdrawn", from: ["accepted", "expired"], by: anybody, to: "withdrawn" },
  { event: "ended", from: ["accepted", "expired"], by: ["system"], to: "not-asked" },
  { event: "overridden", from: ["not-asked", "pending", "expired"], by: ["staff", "system"], to: "same" },
  { event: "suppressed", from: everywhere, by: ["staff", "system", "operator"], to: "same" },
  { event: "released", from: everywhere, by: ["staff", "operator"], to: "same" },
  { event: "gap", from: everywhere, by: ["staff", "operator"], to: "same" },
];

/** The state after the event, `same`, or undefined when this actor cannot do that in this status. */
export function nextState(
  status: ConsentStatus,
  event: LedgerEvent,
  actor: ConsentActor,
): ConsentState | "same" | undefined {
  return transitions.find(
    (transition) => transition.event === event && transition.from.includes(status) && transition.by.includes(actor),
  )?.to;
}

export function statusOf(state: ConsentState, validUntil: Date | null, now: Date): ConsentStatus {
  return state === "accepted" && validUntil !== null && validUntil <= now ? "expired" : state;
}

/** Which event a "no" is: a consent that was given is withdrawn, everything else refused. Undefined: it is no already. */
export function eventOfNo(status: ConsentStatus): "refused" | "withdrawn" | undefined {
  if (status === "refused" || status === "withdrawn") return undefined;
  return status === "accepted" || status === "expired" ? "withdrawn" : "refused";
}

/** Which event a "yes" is. */
export function eventOfYes(status: ConsentStatus): "granted" | "extended" {
  return status === "accepted" ? "extended" : "granted";
}
