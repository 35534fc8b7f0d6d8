import type { Language } from "../../../contracts/languages.ts";
import type { MergeValues } from "../../../contracts/template-variables.ts";
import type { Context } from "../../platform/context.ts";
import { phrase } from "../../platform/phrases.ts";
import { ensureAddress } from "../contacts/index.ts";
import { queueMessage, type Recipient } from "../messaging/index.ts";
import { chooseSender } from "../senders/index.ts";
import { saveContentVersion } from "../templates/index.ts";

export const securityMails = ["administrator-reset", "password-changed", "answer-receipt"] as const;
export type SecurityMail = (typeof securityMails)[number];

export interface SecurityMailInput {
  mail: SecurityMail;
  language: Language;
  recipient: Recipient;
  values: MergeValues;
  /** Of the cause: told twice, it is mailed once. */
  dedupeKey: string;
}

/** By the installation's sender, whatever the organisation chose: who took over a mailbox must not be the one to tell. */
export async function sendSecurityMail(ctx: Context, input: SecurityMailInput): Promise<void> {
  const { senderId } = await chooseSender(ctx, { purpose: "security" });
  const { contentVersionId } = await saveContentVersion(ctx, {
    kind: "security",
    language: input.language,
    subject: phrase(input.language, `notices:mails.${input.mail}.subject`),
    html: phrase(input.language, `notices:mails.${input.mail}.html`),
  });
  await queueMessage(ctx, {
    messageClass: "security",
    origin: "notice",
    recipient: input.recipient,
    contentVersionId,
    mergeValues: input.values,
    senderId,
    dedupeKey: input.dedupeKey,
  });
}

/** A user of the product, who need not be anybody's contact. */
export async function userRecipient(ctx: Context, user: { email: string; name: string }): Promise<Recipient> {
  const { addressId } = await ensureAddress(ctx, { kind: "email", value: user.email.toLowerCase() });
  return { contactId: null, addressId, address: user.email, name: user.name };
}
