import { z } from "zod";
import { timestamp } from "./common.ts";

/** A restored backup is older than the checkpoints kept outside: the events in between are missing. */
export const ledgerGapSchema = z.object({
  lostAfter: z.number().int(),
  lostUpTo: z.number().int(),
  /** When the newest missing event was witnessed. */
  knownAt: timestamp,
  foundAt: timestamp,
});
export type LedgerGap = z.infer<typeof ledgerGapSchema>;
export const openGapSchema = z.object({ gap: ledgerGapSchema.nullable() });
export const confirmRestoreBody = z.object({ note: z.string().trim().min(10).max(1000) });

/** What a verification can find. Phrases `consent:verification.faults.<kind>`. */
export const ledgerFaults = [
  "unreadable",
  "wrong-organisation",
  "wrong-sequence",
  "broken-chain",
  "changed-record",
  "checkpoint-missing",
  "checkpoint-signature",
  "checkpoint-not-on-chain",
  "incomplete",
  "fold-differs",
] as const;
export const ledgerVerificationSchema = z.object({
  isIntact: z.boolean(),
  events: z.number().int(),
  checkpoints: z.number().int(),
  headHash: z.string().nullable(),
  checkedAt: timestamp,
  fault: z.object({ kind: z.enum(ledgerFaults), seq: z.number().int().nullable() }).nullable(),
});
export type LedgerVerification = z.infer<typeof ledgerVerificationSchema>;
