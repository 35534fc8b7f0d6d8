import { domainToASCII } from "node:url";

const longestHeaderLine = 900;
const bytesPerEncodedWord = 45;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get into a header
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const needsCleaning = new RegExp(`${controlCharacters.source}| {2}|^\\s|\\s$`);
/** As nearly all are: nothing in it needs care, wherever it stands, and its domain is as `domainToASCII` would say it. */
const plainAddress = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/;
const printableAscii = /^[\x20-\x7e]*$/;

export interface MailboxName {
  name?: string | null | undefined;
  address: string;
}

/** A line break in a value would begin a header of the attacker's choice: none survives. */
export function cleanHeaderText(text: string): string {
  if (!needsCleaning.test(text)) return text;
  return text.replace(controlCharacters, " ").replace(/ {2,}/g, " ").trim();
}

/** Subject and the like: one line where ASCII suffices, else encoded words (RFC 2047). */
export function encodeHeaderText(text: string): string {
  const clean = cleanHeaderText(text);
  const needsEncoding = !printableAscii.test(clean) || clean.includes("=?") || clean.length > longestHeaderLine;
  return needsEncoding ? encodedWords(clean).join("\r\n ") : clean;
}

export function encodeMailbox(mailbox: MailboxName): string {
  const address = asciiAddress(mailbox.address);
  const name = cleanHeaderText(mailbox.name ?? "");
  if (name === "") return address;
  if (!printableAscii.test(name) || name.includes("=?") || name.length > 200)
    return `${encodedWords(name).join("\r\n ")} <${address}>`;
  return `"${name.replace(/[\\"]/g, "\\$&")}" <${address}>`;
}

/** Undefined for what is not one address: nothing else may get into an envelope. */
export function checkAddress(address: string): string | undefined {
  if (address.length > 320) return undefined;
  if (isPlainAddress(address)) return address;
  if (!/^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()\\,;:"\p{Cc}]+$/u.test(address)) return undefined;
  return asciiAddress(address);
}

/** Whether an `xn--` is valid is for `domainToASCII` to judge. */
function isPlainAddress(address: string): boolean {
  return plainAddress.test(address) && !address.includes("xn--");
}

/** Domains in their ASCII form; a local part in other letters stays as it is and needs SMTPUTF8. */
function asciiAddress(address: string): string {
  if (isPlainAddress(address)) return address;
  const clean = cleanHeaderText(address).replace(/[<>\s]/g, "");
  const at = clean.lastIndexOf("@");
  const domain = domainToASCII(clean.slice(at + 1));
  return at < 1 || domain === "" ? clean : `${clean.slice(0, at)}@${domain}`;
}

function encodedWords(text: string): string[] {
  if (Buffer.byteLength(text, "utf8") <= bytesPerEncodedWord) return [encodedWord(text)];
  const words: string[] = [];
  let part = "";
  let partBytes = 0;
  for (const character of text) {
    const bytes = utf8Bytes(character.codePointAt(0) ?? 0);
    if (partBytes + bytes > bytesPerEncodedWord) {
      words.push(encodedWord(part));
      part = "";
      partBytes = 0;
    }
    part += character;
    partBytes += bytes;
  }
  return [...words, encodedWord(part)];
}

function utf8Bytes(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** One after the other are written here. */
const word = Buffer.alloc(bytesPerEncodedWord);

function encodedWord(text: string): string {
  return `=?UTF-8?B?${word.toString("base64", 0, word.write(text, "utf8"))}?=`;
}
