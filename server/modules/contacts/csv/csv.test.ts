import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ImportEncoding, importSeparators } from "../../../../contracts/contact-imports.ts";
import { propertyRuns } from "../../../../tests/support/property-runs.ts";
import { detectSeparator, encodingFromStart, whyNotText } from "./csv-dialect.rules.ts";
import { encodeText, type TextEncodingName } from "./encode-text.ts";
import { guardCell, unguardCell } from "./formula-guard.rules.ts";
import { type CsvDialect, CsvUnreadable, readCsv } from "./read-csv.ts";
import { watchUtf8 } from "./watch-utf8.ts";
import { type CsvForm, writeRecord } from "./write-record.ts";

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(bytes: Uint8Array, dialect: CsvDialect, size = 7): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const record of readCsv(inPieces(bytes, size), dialect)) rows.push(record.cells);
  return rows;
}

const utf8 = (text: string) => Buffer.from(text, "utf8");
const comma: CsvDialect = { encoding: "utf-8", separator: "," };

describe("a written file is read back (P-08)", () => {
  const encodings: TextEncodingName[] = ["utf-8", "utf-8-without-mark", "utf-16le", "utf-16be", "windows-1252"];
  const lineEnds: CsvForm["lineEnd"][] = ["\r\n", "\n", "\r"];
  const tricky = fc.constantFrom(
    "",
    '"',
    "'",
    "''=x",
    "=1+1",
    "+33",
    "-",
    "@a",
    "\t",
    "\r\n",
    "\n",
    "\r",
    ",",
    ";",
    "|",
    " x ",
    "é€",
  );
  const latin = fc.string({ unit: fc.constantFrom(..."abcÉéœ€ñßü' \"=+-@;,|\t\r\n") });
  const anything = fc
    .string({ unit: "grapheme" })
    .filter((text) => !text.includes("\u0000") && !text.includes("\ufeff"));

  test("for all separators, encodings and line ends", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          encoding: fc.constantFrom(...encodings),
          separator: fc.constantFrom(...importSeparators),
          lineEnd: fc.constantFrom(...lineEnds),
          rows: fc.array(fc.array(fc.oneof(tricky, latin, anything), { minLength: 1, maxLength: 5 }), { maxLength: 6 }),
          size: fc.integer({ min: 1, max: 50 }),
        }),
        async ({ encoding, separator, lineEnd, rows, size }) => {
          const clean = encoding === "windows-1252" ? rows.map((row) => row.map(onlyWindows1252)) : rows;
          const text = clean.map((row) => writeRecord(row, { separator, lineEnd })).join("");
          const readAs: ImportEncoding = encoding === "utf-8-without-mark" ? "utf-8" : encoding;
          expect(await readAll(encodeText(text, encoding), { encoding: readAs, separator }, size)).toEqual(clean);
        },
      ),
      propertyRuns(1000),
    );
  });

  test("no written cell begins like a formula", () => {
    fc.assert(
      fc.property(fc.oneof(tricky, anything), (value) => {
        expect(guardCell(value)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/u);
        expect(unguardCell(guardCell(value))).toBe(value);
      }),
    );
  });

  test("a character that the encoding lacks is an error, not a question mark", () => {
    expect(() => encodeText("李", "windows-1252")).toThrow(RangeError);
  });
});

function onlyWindows1252(text: string): string {
  return Array.from(text)
    .filter((character) => {
      try {
        return encodeText(character, "windows-1252").length === 1;
      } catch {
        return false;
      }
    })
    .join("");
}

describe("what people really save as CSV is read", () => {
  test("line ends of three kinds in one file, and empty lines", async () => {
    expect(await readAll(utf8("a,b\r\n1,2\n3,4\r\n\n\r5,6\r"), comma)).toEqual([
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
      ["5", "6"],
    ]);
  });

  test("ragged rows keep what they have", async () => {
    expect(await readAll(utf8("a,b,c\n1,2\n1,2,3,4\n"), comma)).toEqual([
      ["a", "b", "c"],
      ["1", "2"],
      ["1", "2", "3", "4"],
    ]);
  });

  test("quotes in the middle of a cell are text", async () => {
    expect(await readAll(utf8('a,b\nLa "Bonne" Table,2\n'), comma)).toEqual([
      ["a", "b"],
      ['La "Bonne" Table', "2"],
    ]);
  });

  test("each record knows the line where it begins", async () => {
    const lines: number[] = [];
    for await (const { line } of readCsv(inPieces(utf8('a,b\n"x\ny",2\n3,4\n'), 5), comma)) lines.push(line);
    expect(lines).toEqual([1, 2, 4]);
  });

  test("the apostrophe that a spreadsheet put before a number is taken off", async () => {
    expect(await readAll(utf8("a\n'+33612345678\n't Hooft\n"), comma)).toEqual([["a"], ["+33612345678"], ["'t Hooft"]]);
  });

  test("a quote that is never closed is told with its line", async () => {
    const failure = await readAll(utf8('a,b\n1,2\n3,"open\n5,6\n'), comma).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CsvUnreadable);
    expect((failure as CsvUnreadable).fault).toBe("quote-not-closed");
  });

  test("a cell of many megabytes ends the reading, not the memory", async () => {
    const huge = utf8(`a\n${"x".repeat(3_000_000)}`);
    const failure = await readAll(huge, comma, 65_536).catch((error: unknown) => error);
    expect((failure as CsvUnreadable).fault).toBe("record-too-long");
  });

  test("a million columns are refused", async () => {
    const failure = await readAll(utf8(`${",".repeat(5000)}\n`), comma, 65_536).catch((error: unknown) => error);
    expect((failure as CsvUnreadable).fault).toBe("too-many-columns");
  });

  test("an error of the source is the reader's error", async () => {
    async function* broken() {
      yield utf8("a,b\n");
      throw new Error("connection lost");
    }
    const reading = async () => {
      for await (const record of readCsv(broken(), comma)) expect(record.cells).toEqual(["a", "b"]);
    };
    await expect(reading()).rejects.toThrow("connection lost");
  });
});

describe("the dialect is detected", () => {
  test.each([
    ["EMAIL;NOM;PRENOM\na@b.fr;Dupont, père;Julien\n", ";"],
    ["Name\tEmail\nx\ty\n", "\t"],
    ["name|email\nx|y\n", "|"],
    ['"Last, First",Email\n"a;b;c;d",x\n', ","],
    ["email\na@b.fr\n", ","],
    ["", ","],
  ])("%j is separated by %j", (text, separator) => expect(detectSeparator(text)).toBe(separator));

  test.each<[string, Uint8Array, ImportEncoding | undefined]>([
    ["UTF-8 with mark", encodeText("é", "utf-8"), "utf-8"],
    ["UTF-16 little-endian with mark", encodeText("é", "utf-16le"), "utf-16le"],
    ["UTF-16 big-endian with mark", encodeText("é", "utf-16be"), "utf-16be"],
    ["UTF-16 little-endian without mark", encodeText("Name,Email", "utf-16le").subarray(2), "utf-16le"],
    ["UTF-16 big-endian without mark", encodeText("Name,Email", "utf-16be").subarray(2), "utf-16be"],
    ["plain", utf8("Name,Email"), undefined],
  ])("%s", (_name, bytes, encoding) => expect(encodingFromStart(bytes)).toBe(encoding));

  test("UTF-8 cut anywhere is still UTF-8, and Windows-1252 is not", async () => {
    const watch = watchUtf8();
    for await (const piece of inPieces(utf8("Élodie — 李 👩‍👩‍👧"), 1)) watch.feed(piece);
    expect(watch.isUtf8()).toBe(true);
    const other = watchUtf8();
    other.feed(encodeText("Élodie", "windows-1252"));
    expect(other.isUtf8()).toBe(false);
    const cut = watchUtf8();
    cut.feed(utf8("é").subarray(0, 1));
    expect(cut.isUtf8()).toBe(false);
  });

  test.each<[string, Uint8Array, string | undefined]>([
    ["an Excel workbook", Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), "excel"],
    ["an old Excel workbook", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), "excel"],
    ["a gzip file", Uint8Array.of(0x1f, 0x8b, 8, 0), "compressed"],
    ["a PDF", utf8("%PDF-1.7"), "pdf"],
    ["a web page", utf8("\n<!DOCTYPE html><html>"), "html"],
    ["noise", Uint8Array.from({ length: 200 }, (_, i) => i % 32), "binary"],
    ["a list", utf8("email\na@b.fr"), undefined],
    ["a list with one NUL", utf8(`email\na\u0000@b.fr${"\nx@y.fr".repeat(50)}`), undefined],
    ["UTF-16", encodeText("email\na@b.fr", "utf-16le"), undefined],
  ])("%s is %s", (_name, bytes, expected) => expect(whyNotText(bytes)).toBe(expected));
});
