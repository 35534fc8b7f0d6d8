const lineDot = "\r\n.";
const dot = 0x2e;

/** A line that begins with a dot gets another one (RFC 5321 4.5.2). Mostly there is none, and then nothing is copied. */
export function stuffDots(raw: Buffer): Buffer {
  let at = raw.indexOf(lineDot);
  const startsWithDot = raw[0] === dot;
  if (at < 0 && !startsWithDot) return raw;
  const pieces: Buffer[] = startsWithDot ? [Buffer.of(dot)] : [];
  let from = 0;
  for (; at >= 0; at = raw.indexOf(lineDot, from)) {
    pieces.push(raw.subarray(from, at + lineDot.length));
    from = at + lineDot.length - 1;
  }
  return Buffer.concat([...pieces, raw.subarray(from)]);
}

/** What ends the message, with the line end that the body may lack. */
export function endOf(raw: Buffer): string {
  const endsLine = raw.length >= 2 && raw[raw.length - 2] === 0x0d && raw[raw.length - 1] === 0x0a;
  return endsLine ? ".\r\n" : "\r\n.\r\n";
}
