import { emailSmtpChannel } from "./email-smtp/email-smtp-channel.ts";

/** Every way to reach a person that the product has, by the kind of address. */
export const channels = { email: emailSmtpChannel } as const;
