import type { MessageEncoding } from "../../../contracts/senders.ts";
import { encodeText } from "./charset.rules.ts";
import { type EncodedText, encodeQuotedPrintable } from "./quoted-printable.rules.ts";

/** Where a text goes, in order: a literal by its number, or a value, already escaped for its place. */
export interface PartOutput {
  literal: (index: number) => void;
  value: (text: string) => void;
}

/** A text with gaps. `write` says it once, with these values in the gaps. */
export interface PartSource<Values> {
  literals: readonly string[];
  write: (values: Values, out: PartOutput) => void;
}

export type Piece = Buffer | string;

export interface CompiledPart<Values> {
  encoding: MessageEncoding;
  /** Adds the text to the pieces. False, and nothing added, when a value has a character that the encoding lacks. */
  write: (values: Values, pieces: Piece[]) => boolean;
}

interface Literal extends EncodedText {
  /** Characters before its first line break; all of them when it has none. */
  firstLine: number;
  isOneLine: boolean;
}

const softBreak = "=\r\n";
const longestLine = 75;
/** Printable ASCII but `=`, no blanks that would need care: stands for itself. */
const plainWord = /^[!-<>-~]+(?: [!-<>-~]+)*$/;

/** Of words that many messages have in common: a city, the company, first names. */
const mostKnownShorts = 1_000;

/** Encodes what never changes, once. Undefined when the encoding lacks a character of it. */
export function compilePart<Values>(
  source: PartSource<Values>,
  encoding: MessageEncoding,
): CompiledPart<Values> | undefined {
  const literals: Literal[] = [];
  for (const text of source.literals) {
    const bytes = encodeText(text, encoding);
    if (!bytes) return undefined;
    literals.push(measure(encodeQuotedPrintable(bytes)));
  }
  const shorts = new Map<string, string>();
  const encoded = { literals, encoding, shorts };
  return {
    encoding,
    write: (values, pieces) => {
      if (shorts.size > mostKnownShorts) shorts.clear();
      const before = pieces.length;
      const writer = new PartWriter(encoded, pieces);
      source.write(values, writer);
      if (!writer.isWritable) pieces.length = before;
      return writer.isWritable;
    },
  };
}

function measure(encoded: EncodedText): Literal {
  const firstBreak = encoded.bytes.indexOf("\r\n");
  const isOneLine = firstBreak < 0;
  return { ...encoded, isOneLine, firstLine: isOneLine ? encoded.bytes.length : firstBreak };
}

interface Encoded {
  literals: readonly Literal[];
  encoding: MessageEncoding;
  shorts: Map<string, string>;
}

class PartWriter implements PartOutput {
  isWritable = true;
  readonly #pieces: Piece[];
  readonly #literals: readonly Literal[];
  readonly #encoding: MessageEncoding;
  readonly #shorts: Map<string, string>;
  #column = 0;

  constructor({ literals, encoding, shorts }: Encoded, pieces: Piece[]) {
    this.#pieces = pieces;
    this.#literals = literals;
    this.#encoding = encoding;
    this.#shorts = shorts;
  }

  literal(index: number): void {
    const literal = this.#literals[index];
    if (!literal) return;
    if (this.#column + literal.firstLine > longestLine) this.#breakSoftly();
    this.#pieces.push(literal.bytes);
    this.#column = literal.isOneLine ? this.#column + literal.column : literal.column;
  }

  value(text: string): void {
    if (plainWord.test(text) && this.#column + text.length <= longestLine) {
      this.#pieces.push(text);
      this.#column += text.length;
      return;
    }
    const short = this.#short(text);
    if (short !== undefined && this.#column + short.length <= longestLine) {
      this.#pieces.push(short);
      this.#column += short.length;
      return;
    }
    const bytes = encodeText(text, this.#encoding);
    if (!bytes) {
      this.isWritable = false;
      return;
    }
    const encoded = encodeQuotedPrintable(bytes, this.#column);
    this.#pieces.push(encoded.bytes);
    this.#column = encoded.column;
  }

  /** As it reads within a line; the same value often stands in a text many times, and in many texts. */
  #short(text: string): string | undefined {
    if (text.length > longestLine) return undefined;
    const known = this.#shorts.get(text);
    if (known !== undefined) return known;
    const bytes = encodeText(text, this.#encoding);
    const encoded = bytes && encodeQuotedPrintable(bytes);
    if (!encoded || encoded.column !== encoded.bytes.length) return undefined;
    const short = encoded.bytes.toString("latin1");
    this.#shorts.set(text, short);
    return short;
  }

  /** A line that is already full cannot take the `=` of a soft break as well; none is longer than 75. */
  #breakSoftly(): void {
    if (this.#column === 0) return;
    this.#pieces.push(softBreak);
    this.#column = 0;
  }
}
