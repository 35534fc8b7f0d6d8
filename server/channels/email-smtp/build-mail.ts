import type { MessageEncoding } from "../../../contracts/senders.ts";
import { compileMail, joinMail, type WrittenMail } from "./compile-mail.ts";
import type { PartSource } from "./compiled-part.ts";
import type { FixedHeaders, OwnHeaders } from "./mail-headers.ts";

export interface MailContent extends FixedHeaders, OwnHeaders {
  text: string;
  html?: string | undefined;
  encoding?: MessageEncoding | undefined;
}

/** A message that is written once: the same road as those of a compiled content, with nothing left open. */
export function writeMail({ text, html, ...mail }: MailContent): WrittenMail {
  const write = compileMail<undefined>({
    ...mail,
    text: closed(text),
    html: html === undefined ? undefined : closed(html),
  });
  return write(undefined, mail);
}

/** The whole message with CRLF line ends, ready for the wire but for dot-stuffing. */
export function buildMail(mail: MailContent): Buffer {
  return joinMail(writeMail(mail));
}

function closed(text: string): PartSource<undefined> {
  return { literals: [text], write: (_values, out) => out.literal(0) };
}
