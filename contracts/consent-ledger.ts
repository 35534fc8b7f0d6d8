import { z } from "zod";
import { timestamp } from "./common.ts";

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
