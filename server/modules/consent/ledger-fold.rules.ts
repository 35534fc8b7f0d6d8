import type { ConsentState, LedgerEvent } from "../../../contracts/consent.ts";

/** The state of one address and type after all its events. */
export interface ConsentFold {
  state: ConsentState;
  eventId: string | null;
  decidedAt: string | null;
  validUntil: string | null;
  lastRequestedAt: string | null;
  requestsUnanswered: number;
}

export interface FoldedEvent {
  eventId: string;
  kind: LedgerEvent;
  stateAfter: ConsentState | null;
  occurredAt: string;
  recordedAt: string;
  validUntil: string | null;
}

export const emptyFold: ConsentFold = {
  state: "not-asked",
  eventId: null,
  decidedAt: null,
  validUntil: null,
  lastRequestedAt: null,
  requestsUnanswered: 0,
};

/** `consent.current` is this, written with every event; the verifier computes it again from the ledger alone. */
export function foldEvent(before: ConsentFold, event: FoldedEvent): ConsentFold {
  if (event.stateAfter === null) return before;
  const after = { ...before, state: event.stateAfter, eventId: event.eventId, validUntil: event.validUntil };
  if (event.kind === "requested") {
    return { ...after, lastRequestedAt: event.recordedAt, requestsUnanswered: before.requestsUnanswered + 1 };
  }
  return { ...after, decidedAt: event.occurredAt, requestsUnanswered: 0 };
}
