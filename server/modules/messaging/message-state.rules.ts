import type { MessageClass } from "../../../contracts/consent.ts";
import type { MessageOrigin, MessageOutcome, MessageState } from "../../../contracts/messaging.ts";

export const openStates: readonly MessageState[] = ["queued", "claimed", "handing-over"];

/** What indexes know of a state (`messages.stage`). */
export function stageOf(state: MessageState): string {
  return openStates.includes(state) ? "open" : state;
}

export function outcomeOfState(state: MessageState): MessageOutcome {
  switch (state) {
    case "queued":
    case "claimed":
    case "handing-over":
      return "waiting";
    case "accepted":
      return "sent";
    case "uncertain":
      return "uncertain";
    case "failed":
    case "stopped":
    case "abandoned":
      return "not-sent";
  }
  state satisfies never;
}

export const statesOfOutcome: Record<MessageOutcome, MessageState[]> = {
  waiting: ["queued", "claimed", "handing-over"],
  sent: ["accepted"],
  "not-sent": ["failed", "stopped", "abandoned"],
  uncertain: ["uncertain"],
};

/** Security mail overtakes everything; single mails overtake campaigns; each batch is served on its own. */
export const lanePriorities = { security: 0, single: 1, batch: 2 } as const;

export interface Lane {
  lane: string;
  priority: number;
}

export function laneOf(messageClass: MessageClass, batchId: string | null): Lane {
  if (messageClass === "security") return { lane: "security", priority: lanePriorities.security };
  if (batchId !== null) return { lane: batchId, priority: lanePriorities.batch };
  return { lane: "single", priority: lanePriorities.single };
}

/** What a person may send once more. Security mail holds secrets that must not be shown to staff, nor sent twice. */
export function isResendable(state: MessageState, messageClass: MessageClass): boolean {
  return !openStates.includes(state) && messageClass !== "security" && messageClass !== "consent-request";
}

/** Whether it was sent by the program or by a person's hand (I29). */
export function isAutomatic(origin: MessageOrigin): boolean {
  return origin === "notice" || origin === "demonstration";
}
