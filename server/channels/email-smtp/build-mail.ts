import { createHash } from "node:crypto";
import type { MessageEncoding } from "../../../contracts/senders.ts";
import { encodeText } from "./charset.rules.ts";
import { cleanHeaderText, encodeHeaderText, encodeMailbox, type MailboxName } from "./header.rules.ts";
import { encodeQuotedPrintable } from "./quoted-printable.rules.ts";

export interface MailContent {
  from: MailboxName;
  to: MailboxName;
  replyTo?: MailboxName | undefined;
  subject: string;
  text: string;
  html?: string | undefined;
  /** Without angle brackets. The same on every attempt, so that receivers can recognise a second copy. */
  messageId: string;
  date: Date;
  encoding?: MessageEncoding;
  /** RFC 8058: where one POST withdraws. */
  oneClickUrl?: string | undefined;
  /** Nobody wrote it by hand: auto-responders should not answer (RFC 3834). */
  isAutomatic?: boolean;
  language?: string;
}

/** The whole message with CRLF line ends, ready for the wire but for dot-stuffing. */
export function buildMail(mail: MailContent): Buffer {
  const parts = bodyParts(mail);
  return Buffer.concat([
    Buffer.from(`${[...headers(mail), ...parts.headers].join("\r\n")}\r\n\r\n`, "utf8"),
    ...parts.body,
  ]);
}

function headers(mail: MailContent): string[] {
  const lines = [
    `Date: ${formatDate(mail.date)}`,
    `From: ${encodeMailbox(mail.from)}`,
    `To: ${encodeMailbox(mail.to)}`,
    `Subject: ${encodeHeaderText(mail.subject)}`,
    `Message-ID: <${cleanHeaderText(mail.messageId).replace(/[<>\s]/g, "")}>`,
    "MIME-Version: 1.0",
  ];
  if (mail.replyTo) lines.push(`Reply-To: ${encodeMailbox(mail.replyTo)}`);
  if (mail.language) lines.push(`Content-Language: ${cleanHeaderText(mail.language)}`);
  if (mail.isAutomatic) lines.push("Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All");
  if (mail.oneClickUrl) {
    lines.push(
      `List-Unsubscribe: <${new URL(mail.oneClickUrl).href}>`,
      "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    );
  }
  return lines;
}

function bodyParts(mail: MailContent): { headers: string[]; body: Buffer[] } {
  const text = bodyPart("text/plain", mail.text, mail.encoding ?? "utf-8");
  if (mail.html === undefined) return { headers: text.headers, body: [text.body, lineEnd] };
  const html = bodyPart("text/html", mail.html, mail.encoding ?? "utf-8");
  // From the content, so that the same message gives the same bytes on every attempt.
  const boundary = `=_${createHash("sha256").update(text.body).update(html.body).update(mail.messageId).digest("base64url").slice(0, 24)}`;
  return {
    headers: [`Content-Type: multipart/alternative; boundary="${boundary}"`],
    body: [
      ...[text, html].flatMap((part) => [
        Buffer.from(`--${boundary}\r\n${part.headers.join("\r\n")}\r\n\r\n`),
        part.body,
        lineEnd,
      ]),
      Buffer.from(`--${boundary}--\r\n`),
    ],
  };
}

const lineEnd = Buffer.from("\r\n");

function bodyPart(type: string, content: string, encoding: MessageEncoding): { headers: string[]; body: Buffer } {
  const encoded = encodeText(content, encoding);
  return {
    headers: [
      `Content-Type: ${type}; charset=${encoded ? encoding : "utf-8"}`,
      "Content-Transfer-Encoding: quoted-printable",
    ],
    body: encodeQuotedPrintable(encoded ?? Buffer.from(content, "utf8")),
  };
}

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function formatDate(date: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${days[date.getUTCDay()]}, ${two(date.getUTCDate())} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()} ${time} +0000`;
}
