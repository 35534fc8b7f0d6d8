const hex = Buffer.from("0123456789ABCDEF", "latin1");
const longestLine = 76;
const [lineFeed, carriageReturn, space, equals] = [0x0a, 0x0d, 0x20, 0x3d];

export interface EncodedText {
  bytes: Buffer;
  /** Characters on its last line: what follows goes on there. */
  column: number;
}

/**
 * RFC 2045 6.7. Line breaks of any kind become CRLF, so that a body never holds a bare one. Tabs and all but the first of
 * several spaces are written as numbers: then the relaxed form that DKIM hashes (RFC 6376 3.4.4) is the body itself.
 */
export function encodeQuotedPrintable(bytes: Buffer, column = 0): EncodedText {
  const out: Writer = {
    bytes: Buffer.allocUnsafe(bytes.length * 3 + Math.ceil(bytes.length / 24) * 3 + 16),
    length: 0,
    column,
    isAfterBlank: false,
  };
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === carriageReturn && bytes[index + 1] === lineFeed) continue;
    if (byte === lineFeed || byte === carriageReturn) breakLine(out);
    else put(out, byte, endsLine(bytes, index + 1));
  }
  return { bytes: out.bytes.subarray(0, out.length), column: out.column };
}

interface Writer {
  bytes: Buffer;
  length: number;
  column: number;
  isAfterBlank: boolean;
}

function put(out: Writer, byte: number, isLast: boolean): void {
  const isPlain = byte === space ? !isLast && !out.isAfterBlank : byte > space && byte <= 0x7e && byte !== equals;
  if (isPlain) putPlain(out, byte);
  else putEscaped(out, byte);
  out.isAfterBlank = isPlain && byte === space;
}

function endsLine(bytes: Buffer, index: number): boolean {
  return index >= bytes.length || bytes[index] === lineFeed || bytes[index] === carriageReturn;
}

function putPlain(out: Writer, byte: number): void {
  softBreak(out, 1);
  out.bytes[out.length++] = byte;
  out.column++;
}

function putEscaped(out: Writer, byte: number): void {
  softBreak(out, 3);
  out.bytes[out.length++] = equals;
  out.bytes[out.length++] = hex[byte >> 4] ?? 0;
  out.bytes[out.length++] = hex[byte & 15] ?? 0;
  out.column += 3;
}

/** The last column belongs to the `=` of a soft break. */
function softBreak(out: Writer, width: number): void {
  if (out.column + width < longestLine) return;
  out.bytes[out.length++] = equals;
  breakLine(out);
}

function breakLine(out: Writer): void {
  out.bytes[out.length++] = carriageReturn;
  out.bytes[out.length++] = lineFeed;
  out.column = 0;
  out.isAfterBlank = false;
}
