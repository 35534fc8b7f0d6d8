const hex = Buffer.from("0123456789ABCDEF", "latin1");
const longestLine = 76;
const [lineFeed, carriageReturn, tab, space, equals] = [0x0a, 0x0d, 0x09, 0x20, 0x3d];

/** RFC 2045 6.7. Line breaks of any kind become CRLF, so that a body never holds a bare one. */
export function encodeQuotedPrintable(bytes: Buffer): Buffer {
  const out: Writer = {
    bytes: Buffer.allocUnsafe(bytes.length * 3 + Math.ceil(bytes.length / 24) * 3 + 16),
    length: 0,
    column: 0,
  };
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === carriageReturn && bytes[index + 1] === lineFeed) continue;
    if (byte === lineFeed || byte === carriageReturn) breakLine(out);
    else put(out, byte, endsLine(bytes, index + 1));
  }
  return out.bytes.subarray(0, out.length);
}

function put(out: Writer, byte: number, isLast: boolean): void {
  if (isPlain(byte) && !(isBlank(byte) && isLast)) putPlain(out, byte, isLast);
  else putEscaped(out, byte, isLast);
}

interface Writer {
  bytes: Buffer;
  length: number;
  column: number;
}

function isPlain(byte: number): boolean {
  return (byte >= space && byte <= 0x7e && byte !== equals) || byte === tab;
}

function isBlank(byte: number): boolean {
  return byte === space || byte === tab;
}

function endsLine(bytes: Buffer, index: number): boolean {
  return index >= bytes.length || bytes[index] === lineFeed || bytes[index] === carriageReturn;
}

function putPlain(out: Writer, byte: number, isLast: boolean): void {
  softBreak(out, 1, isLast);
  out.bytes[out.length++] = byte;
  out.column++;
}

function putEscaped(out: Writer, byte: number, isLast: boolean): void {
  softBreak(out, 3, isLast);
  out.bytes[out.length++] = equals;
  out.bytes[out.length++] = hex[byte >> 4] ?? 0;
  out.bytes[out.length++] = hex[byte & 15] ?? 0;
  out.column += 3;
}

/** The last column belongs to the `=` of a soft break, unless the line ends there anyway. */
function softBreak(out: Writer, width: number, isLast: boolean): void {
  if (out.column + width <= (isLast ? longestLine : longestLine - 1)) return;
  out.bytes[out.length++] = equals;
  breakLine(out);
}

function breakLine(out: Writer): void {
  out.bytes[out.length++] = carriageReturn;
  out.bytes[out.length++] = lineFeed;
  out.column = 0;
}
