import type { Language } from "../../../contracts/languages.ts";
import type { MergeValues } from "../../../contracts/template-variables.ts";
import type { Context } from "../../platform/context.ts";
import { phrase } from "../../platform/phrases.ts";
import { queueMessage, type Recipient } from "../messaging/index.ts";
import { saveContentVersion } from "../templates/index.ts";

export const securityMails = [
  "administrator-reset",
  "password-changed",
  "answer-receipt",
  "area-link",
  "shared-sender-paused",
] as const;
export type SecurityMail = (typeof securityMails)[number];

export interface SecurityMailInput {
  mail: SecurityMail;
  language: Language;
  recipient: Recipient;
  values: MergeValues;
  /** Words of the product that stand in its text. */
  phraseValues?: Record<string, string>;
  /** Of the cause: told twice, it is mailed once. */
  dedupeKey: string;
}

/** By the installation's sender, whatever the organisation chose: who took over a mailbox must not be the one to tell. */
export async function sendSecurityMail(ctx: Context, input: SecurityMailInput): Promise<void> {
  const { contentVersionId } = await saveContentVersion(ctx, {
    kind: "security",
    language: input.language,
    subject: phrase(input.language, `notices:mails.${input.mail}.subject`),
    html: phrase(input.language, `notices:mails.${input.mail}.html`, input.phraseValues),
  });
  await queueMessage(ctx, {
    messageClass: "security",
    origin: "notice",
    recipient: input.recipient,
    contentVersionId,
    mergeValues: input.values,
    senderFor: { purpose: "security" },
    dedupeKey: input.dedupeKey,
  });
}
