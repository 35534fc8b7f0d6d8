import fc from "fast-check";
import { Parser } from "htmlparser2";
import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { readTokens } from "../../../contracts/merge-syntax.ts";
import { type TemplateVariable, templateVariables } from "../../../contracts/template-variables.ts";
import { propertyRuns } from "../../../tests/support/property-runs.ts";
import { compileContent } from "./compile-content.ts";
import { cleanValue } from "./merge-language/escape.rules.ts";
import { parseHtml } from "./merge-language/parse-html.rules.ts";
import { parsePlain, parseSubject } from "./merge-language/parse-plain.rules.ts";
import { cleanValues, outputLimitBytes, renderProgram } from "./merge-language/render-program.rules.ts";
import { prepareContent } from "./prepare-content.ts";
import { renderContent } from "./render-content.ts";

const variables = templateVariables as readonly TemplateVariable[];
const names = variables.flatMap(({ names: { en, fr, es, it } }) => [...en, ...fr, ...es, ...it]);
const keys = variables.map((variable) => variable.key);

/** Texts that look like templates, and the payloads of other engines. */
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...names).map((name) => `%${name}%`) },
  fc.constantFrom(...names).map((name) => `%${name}|fallback & more%`),
  fc.constantFrom(...names).map((name) => `%if ${name}%`),
  fc.constantFrom("%end%", "%nmae%", "%", "%%", "20 %", "%20", "<p>", "</p>", "<b>", '<a href="', '">', "&amp;", "\n"),
  fc.constantFrom("{{7*7}}", "${process.env}", "<%= 7*7 %>", "{% include x %}", "#{7*7}", "%{7*7}", "{{__proto__}}"),
  fc.constantFrom("<script>alert(1)</script>", "javascript:alert(1)", '" onload="x', "<!--", "]]>", "\u0000"),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
const template = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));
const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  template,
  fc.constantFrom(
    "\r\nBcc: x@example.com",
    "\n\n.\r\n",
    "=?utf-8?q?=0d=0aBcc:x?=",
    "%name%",
    "%end%",
    "</title><script>",
  ),
);
const literal = fc.string({ unit: fc.constantFrom(..."ab €é.,!<&"), minLength: 1, maxLength: 8 });
const values = fc.dictionary(fc.constantFrom(...keys, "__proto__", "constructor"), nasty);

describe("P-06: a text is read and rendered whatever stands in it", () => {
  test("rendering is total and never passes the cap", () => {
    fc.assert(
      fc.property(template, values, (text, given) => {
        const content = prepareContent({ kind: "marketing", language: "fr", subject: text, html: text });
        const rendered = renderContent(compileContent(content), given);
        for (const part of Object.values(rendered)) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(outputLimitBytes);
        }
        expect(rendered.subject).not.toMatch(/[\r\n\u2028\u2029]/);
      }),
      propertyRuns(300),
    );
  });

  test("every literal stands in the output, in its order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(literal, fc.constantFrom(...names)), {
          maxLength: 20,
        }),
        values,
        (parts, given) => {
          const source = parts.map(([literal, name]) => `${literal}%${name}%`).join("");
          const { program, variables: used } = parsePlain(source, "en");
          let from = 0;
          const output = renderProgram(program, cleanValues(given, used));
          for (const [literal] of parts) {
            const at = output.indexOf(literal, from);
            expect(at).toBeGreaterThanOrEqual(from);
            from = at + literal.length;
          }
        },
      ),
    );
  });

  test("the text of a value never changes the number of placeholders", () => {
    fc.assert(
      fc.property(template, nasty, (text, value) => {
        const { program, variables: used } = parsePlain(text, "en");
        const marker = "\u{1f511}";
        const marked = renderProgram(program, new Map(used.map((key) => [key, marker])));
        const filled = renderProgram(program, new Map(used.map((key) => [key, `${marker}${cleanValue(value)}`])));
        const count = (output: string) => output.split(marker).length + output.split(encodeURIComponent(marker)).length;
        const inValue = cleanValue(value).includes(marker);
        expect(inValue || count(filled) === count(marked)).toBe(true);
      }),
    );
  });

  test("a value that is a template is printed as it is", () => {
    const { program } = parsePlain("Hello %name%!", "en");
    const value = "%name% %if city%{{7*7}}%end% ${1}";
    expect(renderProgram(program, cleanValues({ name: value, city: "PARIS" }, ["name"]))).toBe(`Hello ${value}!`);
  });

  test("reading takes linear time, for the texts that make readers slow", () => {
    const grow: ((size: number) => string)[] = [
      (size) => "%".repeat(size),
      (size) => "%if name%".repeat(size / 9),
      (size) => "%a ".repeat(size / 3),
      (size) => "%name|".repeat(size / 6),
      (size) => Array.from({ length: size / 8 }, (_, index) => `%na${index.toString(36)}xy`).join(""),
      (size) => "1%abc".repeat(size / 5),
      (size) => "<b>%name%</b>".repeat(size / 13),
      (size) => "<".repeat(size),
    ];
    for (const make of grow) {
      timeOfReading(make(16_384));
      const short = timeOfReading(make(65_536));
      const long = timeOfReading(make(262_144));
      // Four times the text: quadratic reading would take sixteen times as long.
      expect(long, make(24)).toBeLessThan(10 * short + 250);
    }
  });

  test("values of a million characters cost a bounded output", () => {
    const { program, variables: used } = parsePlain("%name%".repeat(2_000), "en");
    const output = renderProgram(program, cleanValues({ name: "é".repeat(1_000_000) }, used));
    expect(Buffer.byteLength(output)).toBeLessThanOrEqual(outputLimitBytes);
    expect(output.length).toBeGreaterThan(100_000);
  });
});

describe("P-07: a value stays where it was put", () => {
  test("in HTML text the parser sees exactly one text with that value", () => {
    const { program } = parseHtml("<p>%name%</p>", "en");
    fc.assert(
      fc.property(nasty, (value) => {
        const clean = cleanValue(value);
        const seen = readHtml(renderProgram(program, cleanValues({ name: value }, ["name"])));
        expect(seen.elements).toEqual(["p"]);
        expect(seen.text).toBe(clean);
      }),
    );
  });

  test("in an attribute it sees exactly that attribute with that value", () => {
    const { program } = parseHtml('<img src="https://x.example/a.png" alt="%name%" />', "en");
    fc.assert(
      fc.property(nasty, (value) => {
        const seen = readHtml(renderProgram(program, cleanValues({ name: value }, ["name"])));
        expect(seen.elements).toEqual(["img"]);
        expect(seen.attributes).toEqual([{ src: "https://x.example/a.png", alt: cleanValue(value) }]);
      }),
    );
  });

  test("in an address the site stays, and the value is one parameter", () => {
    const { program } = parseHtml('<a href="https://shop.example/go?n=%name%&amp;k=1">x</a>', "en");
    fc.assert(
      fc.property(nasty, (value) => {
        const seen = readHtml(renderProgram(program, cleanValues({ name: value }, ["name"])));
        const address = new URL(String(seen.attributes[0]?.href));
        expect(address.host).toBe("shop.example");
        expect([...address.searchParams.keys()]).toEqual(["n", "k"]);
        expect(address.searchParams.get("n")).toBe(cleanValue(value));
      }),
    );
  });

  test("in a header the parser sees exactly one header", async () => {
    const { program } = parseSubject("Re: %name%", "en");
    await fc.assert(
      fc.asyncProperty(nasty, async (value) => {
        const subject = renderProgram(program, cleanValues({ name: value }, ["name"]));
        const mail = await PostalMime.parse(`X-Before: 1\r\nSubject: ${subject}\r\nX-After: 1\r\n\r\nbody`);
        expect(mail.headers.map((header) => header.key)).toEqual(["x-before", "subject", "x-after"]);
        expect(mail.text?.trim()).toBe("body");
      }),
    );
  });

  test("whatever text and values are, no link of a saved text leads anywhere but to a page, a mail or a phone", () => {
    const attack = fc.constantFrom(
      '<a href="%preferences_link%javascript:alert(1)">x</a>',
      '<a href="java%name|script:alert(1)%">x</a>',
      '<a href="%name%">x</a>',
      '<a href="%if name%java%end%script:alert(1)">x</a>',
      '<a href="%preferences_link|javascript:alert(1)%">x</a>',
      '<a href="https://%name%/">x</a>',
      '<a href="https://a@%name%/">x</a>',
      '<a href="https://shop.example/%name%">x</a>',
      '<a href="mailto:%name%">x</a>',
    );
    fc.assert(
      fc.property(
        attack,
        fc.constantFrom("javascript:alert(1)", "//evil.example", "data:text/html,x", ""),
        (html, value) => {
          const content = prepareContent({ kind: "marketing", language: "en", subject: "x", html });
          const given = { name: value, preferences_link: value };
          const seen = readHtml(renderContent(compileContent(content), given).html);
          const saved = content.faults.length === 0;
          for (const { href } of seen.attributes) {
            expect(!saved || href === undefined || /^(https:\/\/shop\.example\/|mailto:|#)/.test(href), href).toBe(
              true,
            );
          }
        },
      ),
    );
  });
});

function timeOfReading(text: string): number {
  const started = performance.now();
  readTokens(text);
  parseHtml(text, "en");
  parsePlain(text, "en");
  return performance.now() - started;
}

interface SeenHtml {
  elements: string[];
  attributes: Record<string, string>[];
  text: string;
}

function readHtml(html: string): SeenHtml {
  const seen: SeenHtml = { elements: [], attributes: [], text: "" };
  const parser = new Parser({
    onopentag: (name, attributes) => {
      seen.elements.push(name);
      seen.attributes.push({ ...attributes });
    },
    ontext: (text) => {
      seen.text += text;
    },
  });
  parser.end(html);
  return seen;
}
