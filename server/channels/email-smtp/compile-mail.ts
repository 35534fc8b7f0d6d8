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
  // `=_` never occurs in quoted-printable; the rest keeps a message that is sent on inside another one apart.
  const boundary = `=_${digestOf([...source.text.literals, ...(source.html?.literals ?? [])])}`;
  const text = compileBoth(source.text, { type: "plain", encoding, boundary });
  if (!source.html) {
    return (values, own) => {
      const pieces: Piece[] = [];
      const { headers } = writePart(text, values, pieces);
      pieces.push(lineEnd);
      return writtenMail([...writeOwnHeaders(own), ...fixed, ...headers], pieces);
    };
  }
  const html = compileBoth(source.html, { type: "html", encoding, boundary });
  const headers = [...fixed, `Content-Type: multipart/alternative; boundary="${boundary}"`];
  const closing = `--${boundary}--\r\n`;
  return (values, own) => {
    const pieces: Piece[] = [];
    for (const part of [text, html]) {
      const at = pieces.push("") - 1;
      pieces[at] = writePart(part, values, pieces).opening;
      pieces.push(lineEnd);
    }
    pieces.push(closing);
    return writtenMail([...writeOwnHeaders(own), ...headers], pieces);
  };
}

const lineEnd = "\r\n";

interface PartFrame {
  type: "plain" | "html";
  boundary: string;
}

/** A part in one encoding, with what stands before it where it is the whole body, and where it is one of two. */
interface FramedPart<Values> extends Pick<CompiledPart<Values>, "write"> {
  headers: string[];
  opening: string;
}

interface PartCompilations<Values> {
  /** In the sender's encoding, where what never changes fits into it. */
  wanted: FramedPart<Values> | undefined;
  utf8: FramedPart<Values>;
}

function compileBoth<Values>(
  source: PartSource<Values>,
  { encoding, ...frame }: PartFrame & { encoding: MessageEncoding },
): PartCompilations<Values> {
  const utf8 = compilePart(source, "utf-8");
  if (!utf8) throw new Error("UTF-8 lacks a character");
  const wanted = encoding === "utf-8" ? undefined : compilePart(source, encoding);
  return { wanted: wanted && framed(wanted, frame), utf8: framed(utf8, frame) };
}

function framed<Values>({ encoding, write }: CompiledPart<Values>, { type, boundary }: PartFrame): FramedPart<Values> {
  const headers = [`Content-Type: text/${type}; charset=${encoding}`, "Content-Transfer-Encoding: quoted-printable"];
  return { write, headers, opening: `--${boundary}\r\n${headers.join("\r\n")}\r\n\r\n` };
}

/** Adds the part to the pieces, and answers in which encoding it is. */
function writePart<Values>(
  { wanted, utf8 }: PartCompilations<Values>,
  values: Values,
  pieces: Piece[],
): FramedPart<Values> {
  if (wanted?.write(values, pieces)) return wanted;
  utf8.write(values, pieces);
  return utf8;
}

function digestOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\0");
  return hash.digest("base64url").slice(0, 24);
}

/** Pieces are ASCII, so a character is a byte. */
function writtenMail(headers: string[], pieces: readonly Piece[]): WrittenMail {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const { room, body } = takeMailSpace(length);
  let at = 0;
  for (const piece of pieces) {
    if (typeof piece === "string") body.write(piece, at, "latin1");
    else piece.copy(body, at);
    at += piece.length;
  }
  return { headers, room, body };
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
