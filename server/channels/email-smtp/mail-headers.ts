import { cleanHeaderText, encodeHeaderText, encodeMailbox, type MailboxName } from "./header.rules.ts";

/** What all messages of one content and one sender have in common. */
export interface FixedHeaders {
  from: MailboxName;
  replyTo?: MailboxName | undefined;
  /** Nobody wrote it by hand: auto-responders should not answer (RFC 3834). */
  isAutomatic?: boolean | undefined;
  language?: string | undefined;
}

/** What each message has for itself. */
export interface OwnHeaders {
  to: MailboxName;
  subject: string;
  /** Without angle brackets. The same on every attempt, so that receivers can recognise a second copy. */
  messageId: string;
  date: Date;
  /** RFC 8058: where one POST withdraws. */
  oneClickUrl?: string | undefined;
  /** By which the server knows a message that it has already. */
  repeatKey?: { header: string; key: string } | undefined;
}

export function writeFixedHeaders(fixed: FixedHeaders): string[] {
  const lines = [`From: ${encodeMailbox(fixed.from)}`, "MIME-Version: 1.0"];
  if (fixed.replyTo) lines.push(`Reply-To: ${encodeMailbox(fixed.replyTo)}`);
  if (fixed.language) lines.push(`Content-Language: ${cleanHeaderText(fixed.language)}`);
  if (fixed.isAutomatic) lines.push("Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All");
  return lines;
}

/** One line each, but for words that must be encoded and are long (RFC 2047). */
export function writeOwnHeaders(own: OwnHeaders): string[] {
  const lines = [
    `Date: ${formatDate(own.date)}`,
    `To: ${encodeMailbox(own.to)}`,
    `Subject: ${encodeHeaderText(own.subject)}`,
    `Message-ID: <${cleanHeaderText(own.messageId).replace(/[<>\s]/g, "")}>`,
  ];
  if (own.oneClickUrl) {
    lines.push(
      `List-Unsubscribe: <${writeAddress(own.oneClickUrl)}>`,
      "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    );
  }
  if (own.repeatKey) lines.push(`${own.repeatKey.header}: ${cleanHeaderText(own.repeatKey.key)}`);
  return lines;
}

function writeAddress(url: string): string {
  return /^https?:\/\/[\w.:/-]+$/.test(url) ? url : new URL(url).href;
}

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

let lastDate = { second: Number.NaN, text: "" };

/** Of the thousand that leave within one second only the first one is written. */
function formatDate(date: Date): string {
  const second = Math.floor(date.getTime() / 1000);
  if (lastDate.second !== second) lastDate = { second, text: writeDate(date) };
  return lastDate.text;
}

function writeDate(date: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${days[date.getUTCDay()]}, ${two(date.getUTCDate())} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()} ${time} +0000`;
}
