import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertyRuns } from "../../../../tests/support/property-runs.ts";
import { newId } from "../../../platform/ids.ts";
import { createKeys } from "../../../platform/keys/create-keys.ts";
import { answerSamples } from "./answer-samples-testing.ts";
import { findReferences } from "./message-references.rules.ts";
import { readMail } from "./read-mail.ts";
import { readReport } from "./report.rules.ts";
import { statusIn } from "./report-fields.rules.ts";
import { dsn } from "./report-shapes-testing.ts";
import { returnSamples } from "./return-samples-testing.ts";

describe("what a mail tells about a delivery", () => {
  test.each([...returnSamples, ...answerSamples])("$name", async ({ raw, hasNullSender, kind, says, ...rest }) => {
    for (const lineEnd of ["\n", "\r\n"]) {
      const facts = await readMail(Buffer.from(raw.replaceAll("\n", lineEnd), "utf8"), hasNullSender);
      const report = readReport(facts);
      const { name: _, ...wanted } = { ...rest, kind };
      expect(report).toMatchObject(wanted);
      expect(report.detail ?? "").toContain(says ?? "");
    }
  });

  test.each([
    ["550 5.1.1 no", "5.1.1"],
    ["(#4.4.2)", "4.4.2"],
    ["from [10.5.1.1] at 192.5.1.1:", null],
    ["version 15.1.1", null],
    ["5.1.1.1", null],
    ["until 5.1.2027", null],
  ])("the code in '%s' is %s", (text, code) => {
    expect(statusIn(text)).toBe(code);
  });
});

describe("F-01 hostile mails", () => {
  const samples = [...returnSamples, ...answerSamples].map(({ raw }) => raw);

  test("whatever is cut out, doubled or put in, reading ends with an answer", async () => {
    const edit = fc.record({
      sample: fc.nat(samples.length - 1),
      cuts: fc.array(fc.tuple(fc.nat(3000), fc.nat(200), fc.string({ maxLength: 40 })), { maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(edit, async ({ sample, cuts }) => {
        let raw = samples[sample] ?? "";
        for (const [at, length, text] of cuts) raw = raw.slice(0, at) + text + raw.slice(at + length);
        const facts = await readMail(Buffer.from(raw));
        expect(readReport(facts)).toHaveProperty("kind");
        expect(findReferences(facts, []).tokens.length).toBeLessThanOrEqual(10);
      }),
      propertyRuns(300),
    );
  });

  test("a report with a copy of a very large message is read from its beginning", async () => {
    const returned = `Message-ID: <x@shop.example>\n\n${"a line of a long message\n".repeat(200_000)}`;
    const perRecipient = "Final-Recipient: rfc822; ada@example.org\nAction: failed\nStatus: 5.1.1";
    const facts = await readMail(Buffer.from(dsn({ perRecipient, returned, returnedType: "message/rfc822" })));
    expect(readReport(facts)).toMatchObject({ kind: "bounced", status: "5.1.1" });
    expect(facts.parts.at(-1)?.text).toContain("Message-ID: <x@shop.example>");
  });

  test.each([
    [
      "an endless address",
      dsn({ perRecipient: `Final-Recipient: rfc822; ${"a".repeat(2_000_000)}\nAction: failed\nStatus: 5.1.1` }),
    ],
    [
      "endless spaces",
      dsn({ perRecipient: `Final-Recipient: rfc822; a@b\nAction: failed\nDiagnostic-Code: ${" ".repeat(2_000_000)}x` }),
    ],
    [
      "endless numbers",
      dsn({ perRecipient: `Final-Recipient: a@b\nAction: failed\nStatus: 5.1.${"1.".repeat(1_000_000)}` }),
    ],
    ["endless brackets", `From: MAILER-DAEMON@x\nSubject: failure notice\n\n${"<a@".repeat(700_000)}`],
    ["endless lines", `From: MAILER-DAEMON@x\nSubject: failure notice\n\n${"\n ".repeat(1_000_000)}`],
    ["endless tokens", `From: MAILER-DAEMON@x\nSubject: failure notice\n\n${"b".repeat(2_000_000)}`],
    ["endless tags", `From: MAILER-DAEMON@x\nSubject: x\nContent-Type: text/html\n\n${"<br".repeat(700_000)}`],
  ])("%s: no more than a moment", async (_name, raw) => {
    const begun = performance.now();
    const facts = await readMail(Buffer.from(raw));
    readReport(facts);
    findReferences(facts, []);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});

describe("which message a mail is about", () => {
  const keys = createKeys([Buffer.alloc(32, 1)]);
  const token = () => keys.makeReturnToken({ orgId: newId(), messageId: newId() });

  test("is named by the address that it came to, before all else", async () => {
    const [addressed, quoted] = [token(), token()];
    const raw = dsn({ perRecipient: "Status: 5.1.1", returned: `Message-ID: <${quoted}@shop.example>\n` });
    const { tokens } = findReferences(await readMail(Buffer.from(raw)), [`${addressed.toUpperCase()}@returns.example`]);
    expect(tokens).toEqual([addressed, quoted]);
  });

  test("is named by the returned headers, by what an answer answers, and by a copy below the text", async () => {
    const [returned, answered, copied] = [token(), token(), token()];
    const id = newId();
    const cases: [string, string][] = [
      [dsn({ perRecipient: "Status: 5.1.1", returned: `Message-ID:\n <${id}.${returned}@shop.example>\n` }), returned],
      [`From: a@b.example\nSubject: x\nIn-Reply-To: <${id}.${answered}@shop.example>\n\nthanks`, answered],
      [
        `From: MAILER-DAEMON@b.example\nSubject: failure notice\n\nno\n\n--- Below this line\n\nMessage-ID: <${id}.${copied}@x>`,
        copied,
      ],
    ];
    for (const [raw, wanted] of cases)
      expect(findReferences(await readMail(Buffer.from(raw)), []).tokens).toEqual([wanted]);
  });

  test("an id without a signature counts only from a Message-ID, never from the words", async () => {
    const [returned, mentioned] = [newId(), newId()];
    const raw = dsn({
      text: `about ${mentioned}@shop.example`,
      perRecipient: "Status: 5.1.1",
      returned: `X-Other: ${mentioned}@x\nMessage-ID: <${returned}@shop.example>\n`,
    });
    expect(findReferences(await readMail(Buffer.from(raw)), [])).toEqual({ tokens: [], messageIds: [returned] });
  });
});
