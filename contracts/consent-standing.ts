import { z } from "zod";
import { listQuery, pageOf, timestamp } from "./common.ts";

/** `not-asked` is no standing: such an address has no row anywhere. */
export const standings = ["accepted", "pending", "expired", "refused", "withdrawn"] as const;
export const standingSchema = z.enum(standings);
export type Standing = (typeof standings)[number];

export const standingQuery = listQuery.extend({
  /** Without one: the organisation's main type for mailings. */
  typeId: z.uuid().optional(),
  status: standingSchema.default("accepted"),
});
export type StandingQuery = z.output<typeof standingQuery>;

export const standingConsentSchema = z.object({
  addressId: z.uuid(),
  value: z.string(),
  contactId: z.uuid(),
  displayName: z.string(),
  status: standingSchema,
  /** Of the last answer; for a pending one, of the request. */
  since: timestamp.nullable(),
  validUntil: timestamp.nullable(),
});
export type StandingConsent = z.infer<typeof standingConsentSchema>;
export const standingPageSchema = pageOf(standingConsentSchema);
export type StandingPage = z.infer<typeof standingPageSchema>;
