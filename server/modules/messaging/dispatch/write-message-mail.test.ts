import fc from "fast-check";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { propertyRuns } from "../../../../tests/support/property-runs.ts";
import { startTestApp, type TestApp } from "../../../../tests/support/test-app.ts";
import { joinMail, writeMail } from "../../../channels/email-smtp/index.ts";
import { newId } from "../../../platform/ids.ts";
import type { SenderConnection } from "../../senders/index.ts";
import { compileContent, prepareContent } from "../../templates/index.ts";
import type { KnownContent } from "../compiled-content.ts";
import { renderMessage } from "../render-message.ts";
import { writeMessageMail } from "./write-message-mail.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const from = { name: "Jardins du Lac", address: "contact@jardins.example" };
const lineWith = (encoding: string) => ({ from, replyTo: null, encoding }) as unknown as SenderConnection;

function contentOf(subject: string, html: string): KnownContent {
  const prepared = prepareContent({ kind: "marketing", language: "fr", subject, html });
  return { compiled: compileContent(prepared), language: "fr" };
}

function messageWith(mergeValues: Record<string, string>) {
  return {
    orgId: newId(),
    messageId: newId(),
    addressId: newId(),
    messageClass: "marketing" as const,
    typeId: newId(),
    mergeValues,
    isSecondCopy: false,
    isAutomatic: false,
  };
}

const own = {
  to: { address: "ada@example.org" },
  messageId: "1@jardins.example",
  date: new Date("2026-03-01T08:05:09Z"),
};

async function bothWays(content: KnownContent, encoding: string, mergeValues: Record<string, string>) {
  const message = messageWith(mergeValues);
  const line = lineWith(encoding);
  const compiled = joinMail(writeMessageMail(app.platform, { content, line, message, own }));
  const plain = joinMail(
    writeMail({
      ...own,
      from,
      language: "fr",
      encoding: line.encoding,
      ...renderMessage(app.platform, content, message),
    }),
  );
  const read = async (raw: Buffer) => {
    const { subject, text, html, headers } = await PostalMime.parse(raw);
    return { subject, text, html, headers: headers.map(({ key }) => key) };
  };
  return { compiled, plain, readCompiled: await read(compiled), readPlain: await read(plain) };
}

const parts = [
  "%name%",
  "%first_name|mon ami%",
  "%if city%",
  "%end%",
  '<a href="%preferences_link%">ici</a>',
  '<a href="https://x.example/?q=%city%">q</a>',
  "<p>Bonjour &amp; bienvenue =)</p>",
  "<b>é漢 😀</b>",
  "\n   \t",
  "a".repeat(80),
  " ",
  "un deux  trois   quatre ",
  ".\n.",
  "50 %",
];
const values = fc.record({
  name: fc.string({ unit: "grapheme", maxLength: 90 }),
  first_name: fc.oneof(fc.constant(""), fc.string({ unit: "binary", maxLength: 20 })),
  city: fc.constantFrom("", "Lyon", "a=b & <c>\nd ", "Saint-Étienne", "x".repeat(200), "漢字"),
});

describe("a mail of a compiled content", () => {
  test.each(["utf-8", "iso-8859-15", "windows-1252"])(
    "in %s reads like one that is built whole, whatever is put in",
    async (encoding) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom(...parts), { maxLength: 12 }),
          values,
          async (chosen, mergeValues) => {
            const { compiled, readCompiled, readPlain } = await bothWays(
              contentOf("Pour %name% à %city|Paris%", chosen.join("")),
              encoding,
              mergeValues,
            );
            expect(readCompiled).toEqual(readPlain);
            const lines = compiled.toString("latin1").split("\r\n");
            expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
            expect(lines.join("")).not.toMatch(/[\r\n\u0080-\uffff]/);
          },
        ),
        propertyRuns(60),
      );
    },
  );

  test("is already what DKIM's relaxed form makes of it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...parts), { maxLength: 12 }), values, async (chosen, mergeValues) => {
        const { compiled } = await bothWays(contentOf("x", chosen.join("")), "utf-8", mergeValues);
        const body = compiled.subarray(compiled.indexOf("\r\n\r\n") + 4).toString("latin1");
        const relaxed = body
          .split("\r\n")
          .map((line) => line.replace(/[ \t]+/g, " ").replace(/ $/, ""))
          .join("\r\n")
          .replace(/(\r\n)*$/, "\r\n");
        expect(body).toBe(relaxed);
      }),
      propertyRuns(60),
    );
  });

  test("takes time in proportion to its length", async () => {
    const timeOf = async (paragraphs: number) => {
      const content = contentOf("x", "<p>Bonjour %name%, voici.</p>".repeat(paragraphs));
      const message = messageWith({ name: "Zoë" });
      const line = lineWith("utf-8");
      writeMessageMail(app.platform, { content, line, message, own });
      const startedAt = performance.now();
      for (let round = 0; round < 20; round++) writeMessageMail(app.platform, { content, line, message, own });
      return performance.now() - startedAt;
    };
    await timeOf(100);
    const [short, long] = [await timeOf(100), await timeOf(1_500)];
    expect(long).toBeLessThan(short * 15 * 5);
  });
});
