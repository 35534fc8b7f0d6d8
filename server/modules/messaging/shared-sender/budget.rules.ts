export interface SharedSenderCounts {
  /** Messages that left, the last ones, security mail not among them. */
  sent: number;
  /** Of those: to mailboxes that do not exist. */
  hard: number;
  /** Of those: called unwanted by their recipient. */
  complaints: number;
}

/** What receivers tolerate: Google and Yahoo ask for less than 0.3 % of complaints; 5 % dead addresses are an old list. */
export const budget = {
  complaintShare: 0.003,
  fewestComplaints: 3,
  hardShare: 0.05,
  fewestHard: 10,
  fewestSent: 50,
  countedMessages: 1_000,
  countedDays: 30,
} as const;

export interface BudgetBreach {
  reason: "complaints" | "returns";
  counted: number;
  sent: number;
}

/** Null while an organisation does the shared sender no harm. A few bad luck cases in a small mailing are none. */
export function findBreach({ sent, hard, complaints }: SharedSenderCounts): BudgetBreach | null {
  if (complaints >= budget.fewestComplaints && complaints > sent * budget.complaintShare)
    return { reason: "complaints", counted: complaints, sent };
  if (sent >= budget.fewestSent && hard >= budget.fewestHard && hard > sent * budget.hardShare)
    return { reason: "returns", counted: hard, sent };
  return null;
}
