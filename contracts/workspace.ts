import { z } from "zod";
import { listQuery, pageOf, timestamp } from "./common.ts";

export const demoMailSchema = z.object({
  mailId: z.uuid(),
  receivedAt: timestamp,
  recipient: z.string(),
  sender: z.string(),
  subject: z.string(),
  isOpened: z.boolean(),
});
export type DemoMail = z.infer<typeof demoMailSchema>;
export const demoMailQuery = listQuery.extend({ recipient: z.string().trim().toLowerCase().max(320).optional() });
export type DemoMailQuery = z.infer<typeof demoMailQuery>;
export const demoMailPage = pageOf(demoMailSchema);

export const demoRecipientSchema = z.object({
  recipient: z.string(),
  mails: z.number().int(),
  unopened: z.number().int(),
});
export type DemoRecipient = z.infer<typeof demoRecipientSchema>;
export const demoRecipientsSchema = z.object({ items: z.array(demoRecipientSchema) });
export const demoRecipientQuery = z.object({ search: z.string().trim().max(200).optional() });

export const demoMailDetailsSchema = demoMailSchema.extend({
  from: z.string(),
  to: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  text: z.string(),
  hasHtml: z.boolean(),
  /** Path of this product that one POST answers (RFC 8058); null when the mail offers no one-click way out of ours. */
  oneClickPath: z.string().nullable(),
});
export type DemoMailDetails = z.infer<typeof demoMailDetailsSchema>;

export const demoBodyQuery = z.object({ part: z.enum(["html", "source"]).default("html") });
