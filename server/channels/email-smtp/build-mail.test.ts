import fc from "fast-check";
import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { propertyRuns } from "../../../tests/support/property-runs.ts";
import { buildMail, type MailContent } from "./build-mail.ts";
import { checkAddress } from "./header.rules.ts";

const plain: MailContent = {
  from: { name: "Jardins du Lac", address: "contact@jardins.example" },
  to: { name: "DUPONT Julien", address: "julien@example.org" },
  subject: "Printemps",
  text: "Bonjour Julien",
  html: "<p>Bonjour Julien</p>",
  messageId: "0198@jardins.example",
  date: new Date("2026-03-01T08:05:09Z"),
};

const parse = (content: Partial<MailContent>) => PostalMime.parse(buildMail({ ...plain, ...content }));
const lines = (content: Partial<MailContent>) =>
  buildMail({ ...plain, ...content })
    .toString("latin1")
    .split("\r\n");

describe("a built message", () => {
  test("reads back as it was written", async () => {
    const mail = await parse({ replyTo: { address: "answers@jardins.example" }, isAutomatic: true, language: "fr" });
    expect(mail.from).toMatchObject({ name: "Jardins du Lac", address: "contact@jardins.example" });
    expect(mail.to).toMatchObject([{ name: "DUPONT Julien", address: "julien@example.org" }]);
    expect(mail.replyTo).toMatchObject([{ address: "answers@jardins.example" }]);
    expect(mail.subject).toBe("Printemps");
    expect(mail.messageId).toBe("<0198@jardins.example>");
    expect(new Date(mail.date ?? "").toISOString()).toBe("2026-03-01T08:05:09.000Z");
    expect(mail.text?.trim()).toBe("Bonjour Julien");
    expect(mail.html?.trim()).toBe("<p>Bonjour Julien</p>");
    expect(mail.headers.find((header) => header.key === "auto-submitted")?.value).toBe("auto-generated");
  });

  test("carries both headers of the one-click way out, each on one line", () => {
    const headers = lines({ oneClickUrl: `https://example.org/u/${"t".repeat(110)}` });
    expect(headers).toContain(`List-Unsubscribe: <https://example.org/u/${"t".repeat(110)}>`);
    expect(headers).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  });

  test("is the same bytes on every attempt", () => {
    expect(buildMail(plain).equals(buildMail({ ...plain }))).toBe(true);
  });

  test("has no line over 998 bytes, no bare line break and no byte over 127", async () => {
    const raw = buildMail({
      ...plain,
      subject: "é".repeat(3000),
      text: "ж".repeat(5000),
      html: `<p>${"=".repeat(4000)}</p>\rx\ny`,
    });
    expect(raw.every((byte) => byte < 128)).toBe(true);
    expect(raw.toString("latin1").replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(
      Math.max(
        ...raw
          .toString("latin1")
          .split("\r\n")
          .map((line) => line.length),
      ),
    ).toBeLessThan(998);
    expect((await PostalMime.parse(raw)).subject).toBe("é".repeat(3000));
  });

  test.each(["iso-8859-1", "iso-8859-15", "windows-1252"] as const)(
    "in %s reads back, and falls back to UTF-8 for what it lacks",
    async (encoding) => {
      const fits = await parse({ encoding, text: "Déjà vu à Lyon", html: "<b>Déjà</b>" });
      expect(fits.text?.trim()).toBe("Déjà vu à Lyon");
      expect(lines({ encoding })).toContain(`Content-Type: text/plain; charset=${encoding}`);
      expect((await parse({ encoding, text: "漢字" })).text?.trim()).toBe("漢字");
    },
  );

  test("of text alone has no parts", async () => {
    const mail = await parse({ html: undefined });
    expect(mail.html).toBeUndefined();
    expect(mail.text?.trim()).toBe("Bonjour Julien");
  });
});

describe("no value can write a header of its own", () => {
  const injections = [
    "x\r\nBcc: eve@example.org",
    "x\nBcc: eve@example.org",
    "x\rBcc: eve@example.org",
    "x\u0000\u0085Bcc: eve@example.org",
    "x\u2028Bcc: eve@example.org",
  ];
  test.each(injections)("%j", async (value) => {
    const mail = await parse({
      subject: value,
      from: { name: value, address: "a@example.org" },
      to: { name: value, address: "b@example.org" },
      messageId: value,
      language: value,
    });
    expect(mail.bcc).toBeUndefined();
    expect(mail.to).toHaveLength(1);
    expect(mail.headers.filter((header) => header.key === "bcc")).toEqual([]);
  });

  test("whatever the subject and the names are, they read back and add nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme", maxLength: 120 }),
        fc.string({ unit: "binary", maxLength: 60 }),
        async (subject, name) => {
          const mail = await parse({ subject, to: { name, address: "b@example.org" } });
          expect(mail.to?.map((to) => to.address)).toEqual(["b@example.org"]);
          expect(mail.headers.map((header) => header.key).sort()).toEqual([
            "content-type",
            "date",
            "from",
            "message-id",
            "mime-version",
            "subject",
            "to",
          ]);
        },
      ),
      propertyRuns(200),
    );
  });

  test("whatever the body is, it reads back", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 400 }), async (text) => {
        const written = text.replace(/\r\n|\r/g, "\n").replaceAll("\u0000", "");
        const mail = await parse({ text: `a${written}z`, html: undefined });
        expect(mail.text?.trimEnd()).toBe(`a${written}z`);
      }),
      propertyRuns(300),
    );
  });
});

test.each([
  ["julien@example.org", "julien@example.org"],
  ["julien@exämple.org", "julien@xn--exmple-cua.org"],
  ["jü@example.org", "jü@example.org"],
  ["two@at@example.org", undefined],
  ["a b@example.org", undefined],
  ["a@example.org, b@example.org", undefined],
  ["a@example.org>\r\nRCPT TO:<b@example.org", undefined],
  ["@example.org", undefined],
  ["a@", undefined],
])("the address %j is %j for an envelope", (given, expected) => {
  expect(checkAddress(given)).toBe(expected);
});
