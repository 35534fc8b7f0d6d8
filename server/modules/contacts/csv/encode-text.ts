import type { ImportEncoding } from "../../../../contracts/contact-imports.ts";

export type TextEncodingName = ImportEncoding | "utf-8-without-mark";

/** Throws when the text has a character that the encoding lacks: a silent question mark would be a lost name. */
export function encodeText(text: string, encoding: TextEncodingName): Uint8Array {
  if (encoding === "windows-1252") return encodeWindows1252(text);
  if (encoding === "utf-8") return Buffer.from(`\ufeff${text}`, "utf8");
  if (encoding === "utf-8-without-mark") return Buffer.from(text, "utf8");
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return encoding === "utf-16le" ? bytes : bytes.swap16();
}

let windows1252: Map<string, number> | undefined;

function encodeWindows1252(text: string): Uint8Array {
  windows1252 ??= makeWindows1252();
  return Uint8Array.from(Array.from(text), (character) => {
    const byte = windows1252?.get(character);
    if (byte === undefined) throw new RangeError(`windows-1252 has no ${JSON.stringify(character)}`);
    return byte;
  });
}

function makeWindows1252(): Map<string, number> {
  const decoder = new TextDecoder("windows-1252");
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
}
