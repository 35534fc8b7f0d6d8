import { createHash } from "node:crypto";
import type { MessageEncoding } from "../../../contracts/senders.ts";
import { type CompiledPart, compilePart, type PartSource, type Piece } from "./compiled-part.ts";
import { type FixedHeaders, type OwnHeaders, writeFixedHeaders, writeOwnHeaders } from "./mail-headers.ts";
import { type MailSpace, takeMailSpace } from "./mail-space.ts";

export interface MailSource<Values> extends FixedHeaders {
  text: PartSource<Values>;
  html?: PartSource<Values> | undefined;
  encoding?: MessageEncoding | undefined;
}

/**
 * A message in its two halves, without the empty line between them. The body has CRLF line ends and is already in the
 * relaxed form of DKIM.
 */
export interface WrittenMail extends MailSpace {
  /** One header each, without line ends but those of folded ones. */
  headers: string[];
}

/** Everything that does not depend on the recipient, done once; the answer writes one message in linear time. */
export function compileMail<Values>(source: MailSource<Values>): (values: Values, own: OwnHeaders) => WrittenMail {
  const encoding = source.encoding ?? "utf-8";
  const fixed = writeFixedHeaders(source);
  const text = compileBoth(source.text, encoding);
  const html = source.html && compileBoth(source.html, encoding);
  // `=_` never occurs in quoted-printable; the rest keeps a message that is sent on inside another one apart.
  const boundary = `=_${digestOf([...source.text.literals, ...(source.html?.literals ?? [])])}`;
  if (!html) {
    return (values, own) => {
      const part = writePart(text, values);
      return {
        headers: [...writeOwnHeaders(own), ...fixed, ...partHeaders("plain", part)],
        ...join([...part.pieces, lineEnd]),
      };
    };
  }
  const headers = [...fixed, `Content-Type: multipart/alternative; boundary="${boundary}"`];
  return (values, own) => {
    const parts = { plain: writePart(text, values), html: writePart(html, values) };
    const opening = (type: "plain" | "html") =>
      `--${boundary}\r\n${partHeaders(type, parts[type]).join("\r\n")}\r\n\r\n`;
    return {
      headers: [...writeOwnHeaders(own), ...headers],
      ...join([
        opening("plain"),
        ...parts.plain.pieces,
        `${lineEnd}${opening("html")}`,
        ...parts.html.pieces,
        `${lineEnd}--${boundary}--\r\n`,
      ]),
    };
  };
}

const lineEnd = "\r\n";

interface PartCompilations<Values> {
  /** In the sender's encoding, where what never changes fits into it. */
  wanted: CompiledPart<Values> | undefined;
  utf8: CompiledPart<Values>;
}

function compileBoth<Values>(source: PartSource<Values>, encoding: MessageEncoding): PartCompilations<Values> {
  const utf8 = compilePart(source, "utf-8");
  if (!utf8) throw new Error("UTF-8 lacks a character");
  return { wanted: encoding === "utf-8" ? undefined : compilePart(source, encoding), utf8 };
}

interface WrittenPart {
  encoding: MessageEncoding;
  pieces: Piece[];
}

function writePart<Values>({ wanted, utf8 }: PartCompilations<Values>, values: Values): WrittenPart {
  const pieces = wanted?.write(values);
  if (wanted && pieces) return { encoding: wanted.encoding, pieces };
  return { encoding: utf8.encoding, pieces: utf8.write(values) ?? [] };
}

function partHeaders(type: "plain" | "html", { encoding }: WrittenPart): string[] {
  return [`Content-Type: text/${type}; charset=${encoding}`, "Content-Transfer-Encoding: quoted-printable"];
}

function digestOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\0");
  return hash.digest("base64url").slice(0, 24);
}

/** Pieces are ASCII, so a character is a byte. */
function join(pieces: readonly Piece[]): MailSpace {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const space = takeMailSpace(length);
  let at = 0;
  for (const piece of pieces) {
    if (typeof piece === "string") space.body.write(piece, at, "latin1");
    else piece.copy(space.body, at);
    at += piece.length;
  }
  return space;
}

/**
 * The whole message, ready for the wire but for dot-stuffing; once for each written one, since the headers are put before
 * the body where it lies. Who has no more use for the bytes says `giveBackMailSpace`.
 */
export function joinMail({ headers, room, body }: WrittenMail): Buffer {
  const head = `${headers.join("\r\n")}\r\n\r\n`;
  const headBytes = Buffer.byteLength(head, "utf8");
  if (headBytes > room.length) return Buffer.concat([Buffer.from(head, "utf8"), body]);
  room.write(head, room.length - headBytes, "utf8");
  return Buffer.from(body.buffer, body.byteOffset - headBytes, headBytes + body.length);
}
