import { z } from "zod";
import { listQuery, pageOf, timestamp } from "./common.ts";

/** `expired`: over already. The others end within so many days; each holds the nearer ones too. */
export const expiryWindows = ["expired", "30", "90", "365"] as const;
export const expiryWindowSchema = z.enum(expiryWindows);
export type ExpiryWindow = (typeof expiryWindows)[number];

export const expiryForecastSchema = z.object({
  items: z.array(
    z.object({
      typeId: z.uuid(),
      title: z.string(),
      allowsMass: z.boolean(),
      /** Consents in force, with or without an end. */
      accepted: z.number().int(),
      /** Of those, without an end. */
      endless: z.number().int(),
      expired: z.number().int(),
      within30: z.number().int(),
      within90: z.number().int(),
      within365: z.number().int(),
    }),
  ),
});
export type ExpiryForecast = z.infer<typeof expiryForecastSchema>;

export const expiryListQuery = listQuery.extend({
  typeId: z.uuid(),
  window: expiryWindowSchema.default("90"),
  kind: z.enum(["email", "phone"]).optional(),
  /** Only those who may be asked anew at this moment (D6, D7, the law), or only the others. */
  askable: z.enum(["yes", "no"]).optional(),
});
export type ExpiryListQuery = z.output<typeof expiryListQuery>;

export const expiringConsentSchema = z.object({
  addressId: z.uuid(),
  value: z.string(),
  kind: z.enum(["email", "phone", "push"]),
  contactId: z.uuid(),
  displayName: z.string(),
  validUntil: timestamp,
  lastRequestedAt: timestamp.nullable(),
  /** Null: may be asked anew now. Else why not, as the gate says it. */
  obstacle: z.string().nullable(),
});
export type ExpiringConsent = z.infer<typeof expiringConsentSchema>;
export const expiringPageSchema = pageOf(expiringConsentSchema);
