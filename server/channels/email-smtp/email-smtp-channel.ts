import type { Channel } from "../channel.ts";
import { openSmtpConnection } from "./smtp-connection.ts";
import type { SmtpSettings } from "./smtp-settings.ts";

export const emailSmtpChannel: Channel<SmtpSettings> = { name: "email-smtp", open: openSmtpConnection };
