export { buildMail, type MailContent } from "./build-mail.ts";
export { emailSmtpChannel } from "./email-smtp-channel.ts";
export { checkAddress, type MailboxName } from "./header.rules.ts";
export { sendTestMail, type TestMail } from "./send-test-mail.ts";
export { type SmtpSettings, type SmtpTimeouts, usualTimeouts } from "./smtp-settings.ts";
