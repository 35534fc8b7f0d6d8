import { createHash, type KeyObject, sign } from "node:crypto";
import type { WrittenMail } from "./compile-mail.ts";

export interface DkimKey {
  domain: string;
  selector: string;
  /** RSA, parsed once: parsing takes longer than signing. */
  privateKey: KeyObject;
}

/** In this order where they are there. `From` is named once more, so that nobody can add a second one. */
const signedHeaders = [
  "From",
  "To",
  "Subject",
  "Date",
  "Message-ID",
  "Reply-To",
  "MIME-Version",
  "Content-Type",
  "Content-Transfer-Encoding",
  "Content-Language",
  "Auto-Submitted",
  "List-Unsubscribe",
  "List-Unsubscribe-Post",
];

/** RSA-SHA256, relaxed for both halves. The work of the key is done beside the event loop. */
export async function signMail(mail: WrittenMail, key: DkimKey): Promise<WrittenMail> {
  const byName = new Map(mail.headers.map((header) => [nameOf(header), header]));
  const signed = signedHeaders.flatMap((name) => byName.get(name.toLowerCase()) ?? []);
  const names = [...signed.map((header) => header.slice(0, header.indexOf(":"))), "From"];
  const unsigned =
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${key.domain}; s=${key.selector}; ` +
    `h=${names.join(":")}; bh=${hashOf(mail.body)}; b=`;
  const text = [...signed.map(relax), relax(unsigned)].join("\r\n");
  const signature = await signText(text, key.privateKey);
  return { ...mail, headers: [`${unsigned}${signature}`, ...mail.headers] };
}

function nameOf(header: string): string {
  return header.slice(0, header.indexOf(":")).toLowerCase();
}

/** RFC 6376 3.4.2. */
function relax(header: string): string {
  const value = header.slice(header.indexOf(":") + 1);
  return `${nameOf(header)}:${value
    .replace(/\r\n/g, "")
    .replace(/[ \t]+/g, " ")
    .trim()}`;
}

/** The body is in its relaxed form already, but for empty lines at its end. */
function hashOf(body: Buffer): string {
  let end = body.length;
  while (end >= 4 && body.toString("latin1", end - 4, end) === "\r\n\r\n") end -= 2;
  // Nothing but line ends is nothing.
  if (end === 2 && body.toString("latin1", 0, 2) === "\r\n") end = 0;
  return createHash("sha256").update(body.subarray(0, end)).digest("base64");
}

function signText(text: string, key: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    sign("sha256", Buffer.from(text, "utf8"), key, (error, signature) =>
      error ? reject(error) : resolve(signature.toString("base64")),
    );
  });
}
