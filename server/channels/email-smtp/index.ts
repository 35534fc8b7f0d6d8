export { type MailContent, writeMail } from "./build-mail.ts";
export { compileMail, joinMail, type WrittenMail } from "./compile-mail.ts";
export type { PartSource } from "./compiled-part.ts";
export { emailSmtpChannel } from "./email-smtp-channel.ts";
export { checkAddress, type MailboxName } from "./header.rules.ts";
export type { OwnHeaders } from "./mail-headers.ts";
export { sendTestMail, type TestMail } from "./send-test-mail.ts";
export { type DkimKey, signMail } from "./sign-mail.ts";
export { type SmtpSettings, type SmtpTimeouts, usualTimeouts } from "./smtp-settings.ts";
