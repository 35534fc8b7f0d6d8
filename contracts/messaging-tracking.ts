import { z } from "zod";

/** Anonymous totals of one launch. */
export const trackingTotalsSchema = z.object({
  isTracked: z.boolean(),
  opens: z.number().int(),
  /** Of those who agreed to be recognised: how many people opened it. */
  recognised: z.number().int(),
  clicks: z.number().int(),
  /** Scanners and previews: in none of the other numbers. */
  machines: z.number().int(),
  links: z.array(z.object({ url: z.string(), clicks: z.number().int() })),
});
export type TrackingTotals = z.infer<typeof trackingTotalsSchema>;
