import { timingSafeEqual } from "node:crypto";
import { hmacOfKeptKey } from "./hmac-sha256.ts";
import { uuidText } from "./uuid-text.ts";
import { writeUuid } from "./write-uuid.ts";

/** Which message a report is about. Stands in return addresses and Message-IDs. */
export interface ReturnSubject {
  orgId: string;
  messageId: string;
}

const mark = "b";
const macBytes = 7;
const bodyBytes = 32;
/** The longest local part that mail knows (RFC 5321 4.5.3.1.1), used to the last character. */
const tokenLength = 64;

/** One is written for each message, in the same place. */
const packed = Buffer.alloc(bodyBytes + macBytes);
const packedBody = packed.subarray(0, bodyBytes);

/** Organisation and message in clear, then the beginning of an HMAC. Base32, since some servers fold letters to lower case. */
export function packReturn(key: Buffer, { orgId, messageId }: ReturnSubject): string {
  writeUuid(packed, 0, orgId);
  writeUuid(packed, 16, messageId);
  packed.write(hmacOfKeptKey(key, packedBody), bodyBytes, macBytes, "binary");
  return mark + toBase32(packed);
}

export function unpackReturn(keys: Buffer[], token: string): ReturnSubject | undefined {
  const folded = token.toLowerCase();
  const bytes = folded.length === tokenLength && folded.startsWith(mark) ? fromBase32(folded.slice(1)) : undefined;
  if (bytes?.length !== bodyBytes + macBytes) return undefined;
  const body = bytes.subarray(0, bodyBytes);
  if (!keys.some((key) => timingSafeEqual(bytes.subarray(bodyBytes), macOf(key, body)))) return undefined;
  return { orgId: uuidText(body.subarray(0, 16)), messageId: uuidText(body.subarray(16)) };
}

function macOf(key: Buffer, body: Buffer): Buffer {
  return Buffer.from(hmacOfKeptKey(key, body), "binary").subarray(0, macBytes);
}

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

const letters = Buffer.from(alphabet, "latin1");

const text = Buffer.alloc(Math.ceil((packed.length * 8) / 5));

function toBase32(bytes: Buffer): string {
  let length = 0;
  let bits = 0;
  let held = 0;
  for (let index = 0; index < bytes.length; index++) {
    held = ((held << 8) | (bytes[index] ?? 0)) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text[length++] = letters[(held >> bits) & 31] ?? 0;
    }
  }
  if (bits > 0) text[length] = letters[(held << (5 - bits)) & 31] ?? 0;
  return text.toString("latin1");
}

function fromBase32(text: string): Buffer | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return undefined;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  // Spare bits that are set were never written by us.
  return (held & ((1 << bits) - 1)) === 0 ? Buffer.from(bytes) : undefined;
}
