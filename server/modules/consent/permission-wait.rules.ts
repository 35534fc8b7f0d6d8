import type { Decision } from "./decide-permissions.ts";

const hourMs = 3_600_000;

/** When to ask again: of a decision that waits for its hour. */
export function waitOf({ permission, verdict }: Decision): { notBefore?: Date } {
  if (permission.refusal !== "consent.not-now" || verdict === undefined) return {};
  // Hours that open in none of the coming weeks may be widened meanwhile.
  return { notBefore: verdict.changesAt ?? new Date(verdict.judgedAt.getTime() + hourMs) };
}
