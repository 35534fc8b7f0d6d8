import { type ImportEncoding, type ImportSeparator, importSeparators } from "../../../../contracts/contact-imports.ts";

/** What the first bytes of a file say about its encoding. `undefined`: only the rest can tell UTF-8 from Windows-1252. */
export function encodingFromStart(bytes: Uint8Array): ImportEncoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return encodingFromZeros(bytes.subarray(0, 4096));
}

// Latin text in UTF-16 has a zero in every second byte; no text in the other encodings has any.
function encodingFromZeros(bytes: Uint8Array): ImportEncoding | undefined {
  let even = 0;
  let odd = 0;
  for (let index = 0; index < bytes.length; index++) {
    if (bytes[index] !== 0) continue;
    if (index % 2 === 0) even++;
    else odd++;
  }
  const enough = bytes.length / 8;
  if (odd > enough && even * 10 < odd) return "utf-16le";
  if (even > enough && odd * 10 < even) return "utf-16be";
  return undefined;
}

export type NotText = "excel" | "compressed" | "pdf" | "html" | "binary";

const signatures: [NotText, number[]][] = [
  ["excel", [0x50, 0x4b, 0x03, 0x04]],
  ["excel", [0xd0, 0xcf, 0x11, 0xe0]],
  ["compressed", [0x1f, 0x8b]],
  ["compressed", [0x42, 0x5a, 0x68]],
  ["compressed", [0x37, 0x7a, 0xbc, 0xaf]],
  ["pdf", [0x25, 0x50, 0x44, 0x46]],
];

/** Files that are often renamed to .csv, or chosen by mistake. */
export function whyNotText(bytes: Uint8Array): NotText | undefined {
  const known = signatures.find(([, start]) => start.every((byte, index) => bytes[index] === byte));
  if (known) return known[0];
  const start = new TextDecoder().decode(bytes.subarray(0, 512));
  if (/^\s*<(?:!doctype|html|head|table|\?xml)/iu.test(start)) return "html";
  if (encodingFromStart(bytes)) return undefined;
  return hasManyControls(bytes.subarray(0, 4096)) ? "binary" : undefined;
}

function hasManyControls(bytes: Uint8Array): boolean {
  let controls = 0;
  for (const byte of bytes) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls++;
  return controls > bytes.length / 50 + 2;
}

/** The separator that gives the first lines the most equal numbers of cells; a comma when nothing separates. */
export function detectSeparator(text: string): ImportSeparator {
  const lines = sampleLines(text);
  let best: ImportSeparator = ",";
  let bestScore = 0;
  for (const separator of importSeparators) {
    const score = scoreSeparator(lines, separator);
    if (score > bestScore) {
      best = separator;
      bestScore = score;
    }
  }
  return best;
}

// The header decides: it has no free text in which a separator could stand by accident.
function scoreSeparator(lines: string[][], separator: string): number {
  const [header, ...rest] = lines.map((characters) => characters.filter((one) => one === separator).length);
  if (!header) return 0;
  const alike = rest.filter((count) => count === header).length;
  return header * (1 + alike / Math.max(rest.length, 1));
}

/** The first lines, character by character, without those inside quotes. */
function sampleLines(text: string): string[][] {
  const unquoted = text.slice(0, 65_536).replace(/"[^"]*(?:"|$)/gu, "");
  return unquoted
    .split(/[\r\n]+/u)
    .slice(0, 20)
    .map((line) => Array.from(line))
    .filter((line) => line.length > 0);
}
