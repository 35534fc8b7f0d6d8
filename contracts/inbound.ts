import { z } from "zod";
import { timestamp } from "./common.ts";
import { smtpEncryptionSchema } from "./senders.ts";

/** Why the returned mails of a sender could not be read. Each is a phrase `inbound:problems.<words>`. */
export const mailboxProblems = [
  "password-missing",
  "host-not-found",
  "destination-not-allowed",
  "not-reached",
  "certificate-not-valid",
  "encryption-failed",
  "sign-in-refused",
  "folder-not-found",
  "broken-off",
] as const;
export const mailboxProblemSchema = z.enum(mailboxProblems);
export type MailboxProblem = (typeof mailboxProblems)[number];

const oneLine = z
  .string()
  .trim()
  .min(1)
  .max(254)
  .regex(/^[^\p{Cc}]*$/u);

/** Where returned mails of one sender are read by IMAP. */
export const saveReturnMailboxBody = z.object({
  isEnabled: z.boolean().default(true),
  host: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .max(253)
    .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$|^\[?[0-9a-f:.]+\]?$/),
  port: z.number().int().min(1).max(65_535).default(993),
  encryption: smtpEncryptionSchema.default("tls"),
  userName: oneLine,
  folder: oneLine.default("INBOX"),
});
export type SaveReturnMailboxInput = z.infer<typeof saveReturnMailboxBody>;

export const returnMailboxSchema = z.object({
  isEnabled: z.boolean(),
  host: z.string(),
  port: z.number().int(),
  encryption: smtpEncryptionSchema,
  userName: z.string(),
  folder: z.string(),
  hasPassword: z.boolean(),
  lastReadAt: timestamp.nullable(),
  lastProblem: mailboxProblemSchema.nullable(),
  /** Reports found in all. */
  found: z.number().int(),
});
export type ReturnMailbox = z.infer<typeof returnMailboxSchema>;

/** Null while nothing is set. */
export const returnMailboxAnswer = z.object({ mailbox: returnMailboxSchema.nullable() });
export type ReturnMailboxAnswer = z.infer<typeof returnMailboxAnswer>;

export const readMailboxAnswer = z.object({ problem: mailboxProblemSchema.nullable(), found: z.number().int() });
export type ReadMailboxAnswer = z.infer<typeof readMailboxAnswer>;
