import { z } from "zod";
import { listQuery, pageOf, timestamp } from "./common.ts";

/** How far back one looks, in days. */
export const reasonPeriods = ["30", "90"] as const;
const days = z.enum(reasonPeriods).default("30");

export const reasonCountsQuery = z.object({ days });
export const reasonCountSchema = z.object({
  /** The user's id, or the name of a program. */
  operatorKey: z.string(),
  operator: z.string(),
  reason: z.string(),
  messages: z.number().int(),
  calls: z.number().int(),
});
export type ReasonCount = z.infer<typeof reasonCountSchema>;
export const reasonCountsSchema = z.object({ items: z.array(reasonCountSchema) });

export const reasonUsesQuery = listQuery.omit({ search: true }).extend({
  days,
  operator: z.string().max(200).optional(),
  reason: z.string().max(500).optional(),
  kind: z.enum(["message", "call"]).optional(),
});
export type ReasonUsesQuery = z.output<typeof reasonUsesQuery>;
export const reasonUseSchema = z.object({
  kind: z.enum(["message", "call"]),
  /** Of the message, or of the check before the call. */
  id: z.uuid(),
  at: timestamp,
  operator: z.string(),
  reason: z.string(),
  contactId: z.uuid().nullable(),
  displayName: z.string().nullable(),
});
export type ReasonUse = z.infer<typeof reasonUseSchema>;
export const reasonUsesSchema = pageOf(reasonUseSchema);
