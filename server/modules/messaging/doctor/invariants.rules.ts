/** What must be true at any moment, whatever was killed, cut or withdrawn (the numbers are those of the fault suite). */
export const invariants = {
  "INV-1": "every message is in one state, every end has its attempt or its reason, and nothing is about no message",
  "INV-2": "nobody has got a message twice, and every accepted one has arrived",
  "INV-3": "no more hand-overs are uncertain at once than the sender has connections",
  "INV-4": "every hand-over rests on the newest consent, and that was valid",
  "INV-5": "nothing was handed over after a withdrawal, a refusal or a block",
  "INV-6": "the consent ledger is whole, and its checkpoints lie on it",
  "INV-7": "every consent state is what the ledger says",
  "INV-8": "a batch has ended exactly when its last message has",
  "INV-9": "no sender has passed its limit in any window",
  "INV-10": "nothing is held by the dead, and nothing waits that could leave",
} as const;

export type InvariantId = keyof typeof invariants;
export const invariantIds = Object.keys(invariants) as InvariantId[];

/** One way in which an invariant is broken, in one organisation. Ids only: a report may be passed on. */
export interface Finding {
  invariant: InvariantId;
  orgId: string;
  what: string;
  found: number;
  examples: string[];
}

export const mostExamples = 5;

/** How a query answers: one row for each way in which its invariant is broken. */
export interface WrongRow {
  what: string;
  found: number;
  examples: string[];
}

export function findingsOf(invariant: InvariantId, orgId: string, rows: WrongRow[]): Finding[] {
  return rows.map((row) => ({ invariant, orgId, ...row }));
}
