import { z } from "zod";
import { listQuery, pageOf, timestamp } from "./common.ts";
import { languageSchema } from "./languages.ts";

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

/** X18, in this order: each step makes the next one worth doing. */
export const checklistSteps = ["sender", "import", "consent", "mailing"] as const;
export type ChecklistStep = (typeof checklistSteps)[number];
export const homeSchema = z.object({
  checklist: z.array(
    z.object({
      step: z.enum(checklistSteps),
      isDone: z.boolean(),
      /** What is there already: contacts, people who agreed, mailings sent. Null where nothing is counted. */
      count: z.number().int().nullable(),
    }),
  ),
  /** By what mail leaves, when it can. */
  sender: z.enum(["platform", "smtp", "demonstration"]).nullable(),
  numbers: z.object({
    contacts: z.number().int(),
    /** For the main mailing type; only while the consent is in force. */
    accepted: z.number().int(),
    pending: z.number().int(),
  }),
  /** A demonstration is still being filled. */
  isBeingFilled: z.boolean(),
});
export type Home = z.infer<typeof homeSchema>;

export const startMyBusinessBody = z.object({
  name: z.string().trim().min(1).max(120),
  language: languageSchema,
});
export type StartMyBusinessInput = z.infer<typeof startMyBusinessBody>;
export const startMyBusinessAnswer = z.object({ orgId: z.uuid() });
