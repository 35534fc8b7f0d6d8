import type { MessageEncoding } from "../../../contracts/senders.ts";

const tables = new Map<MessageEncoding, Map<string, number>>();

/** Undefined when the text has a character that the encoding lacks; the caller then takes UTF-8. */
export function encodeText(text: string, encoding: MessageEncoding): Buffer | undefined {
  if (encoding === "utf-8") return Buffer.from(text, "utf8");
  const table = tableOf(encoding);
  const bytes = Buffer.alloc(text.length);
  let length = 0;
  for (const character of text) {
    const byte = table.get(character);
    if (byte === undefined) return undefined;
    bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}

function tableOf(encoding: Exclude<MessageEncoding, "utf-8">): Map<string, number> {
  const known = tables.get(encoding);
  if (known) return known;
  // The label iso-8859-1 means windows-1252 to a TextDecoder, so that one is made by hand.
  const decoder = encoding === "iso-8859-1" ? undefined : new TextDecoder(encoding);
  const table = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) {
    table.set(decoder ? decoder.decode(Uint8Array.of(byte)) : String.fromCharCode(byte), byte);
  }
  tables.set(encoding, table);
  return table;
}
