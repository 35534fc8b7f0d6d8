import { isAscii } from "node:buffer";
import type { ChannelErrorKind, OutgoingMail } from "../channel.ts";
import { checkAddress } from "./header.rules.ts";

/** What the server offered after sign-in. */
export interface SmtpExtensions {
  pipelining: boolean;
  smtpUtf8: boolean;
  eightBitMime: boolean;
  size: boolean;
  /** 0: it named no limit. */
  largestBytes: number;
}

export interface Envelope {
  mailCommand: string;
  rcptCommand: string;
}

export type EnvelopeResult = { envelope: Envelope } | { kind: ChannelErrorKind; detail: string };

/** The two commands of a message, or why they must not be said. Nothing but one address gets into either. */
export function writeEnvelope(mail: OutgoingMail, offered: SmtpExtensions): EnvelopeResult {
  const [from, to] = [checkAddress(mail.from), checkAddress(mail.to)];
  if (from === undefined || to === undefined)
    return { kind: "address-not-valid", detail: "the envelope needs exactly one address on each side" };
  if (offered.largestBytes > 0 && mail.raw.length > offered.largestBytes)
    return { kind: "message-too-large", detail: `the server takes at most ${offered.largestBytes} bytes` };
  const isInternational = !isAscii(Buffer.from(from + to));
  if (isInternational && !offered.smtpUtf8)
    return { kind: "address-not-valid", detail: "the server takes no addresses with such letters (SMTPUTF8)" };
  const parameters = [
    offered.size ? ` SIZE=${mail.raw.length}` : "",
    offered.eightBitMime && !isAscii(mail.raw) ? " BODY=8BITMIME" : "",
    isInternational ? " SMTPUTF8" : "",
  ];
  return {
    envelope: { mailCommand: `MAIL FROM:<${from}>${parameters.join("")}\r\n`, rcptCommand: `RCPT TO:<${to}>\r\n` },
  };
}
