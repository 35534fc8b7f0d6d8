import type { Readable } from "node:stream";
import type { ImportEncoding, ImportSeparator } from "../../../../contracts/contact-imports.ts";
import { refuse } from "../../../platform/errors.ts";
import { detectSeparator, encodingFromStart, whyNotText } from "../../contacts/index.ts";

export interface OpenedText {
  bytes: AsyncIterable<Uint8Array>;
  dialect: { encoding: ImportEncoding; separator: ImportSeparator };
}

const sampleBytes = 65_536;

/** Looks at the beginning of a file for its encoding and separator, and gives the whole of it on. */
export async function openText(stream: Readable): Promise<OpenedText> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const taken: Buffer[] = [];
  let length = 0;
  while (length < sampleBytes) {
    const next = await chunks.next();
    if (next.done) break;
    taken.push(next.value);
    length += next.value.length;
  }
  const start = Buffer.concat(taken);
  if (start.length === 0) throw refuse("consent.list-empty", { field: "file" });
  if (whyNotText(start)) throw refuse("consent.list-not-text", { field: "file" });
  const encoding = encodingFromStart(start) ?? (isUtf8(start) ? "utf-8" : "windows-1252");
  const separator = detectSeparator(new TextDecoder(encoding).decode(start));
  return { bytes: continued(start, chunks), dialect: { encoding, separator } };
}

async function* continued(start: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Uint8Array> {
  yield start;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** The end of the sample may lie within a character. */
function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
