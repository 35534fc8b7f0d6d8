import { generateKeyPairSync, hash, verify } from "node:crypto";
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertyRuns } from "../../../tests/support/property-runs.ts";
import { type MailContent, writeMail } from "./build-mail.ts";
import { joinMail } from "./compile-mail.ts";
import { signMail } from "./sign-mail.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = { domain: "jardins.example", selector: "s1", privateKey };
const content: MailContent = {
  from: { name: "Jardins du Lac", address: "contact@jardins.example" },
  to: { name: "DUPONT Zoé", address: "zoe@example.org" },
  subject: "Printemps : « é » et une ligne assez longue pour être pliée en plusieurs mots encodés",
  text: "Bonjour  à   vous \n\n\n",
  html: "<p>Bonjour\t vous  </p>\n\n",
  messageId: "0198@jardins.example",
  date: new Date("2026-03-01T08:05:09Z"),
  oneClickUrl: "https://placet.example/u/abc",
};

const signed = async (change: Partial<MailContent> = {}) =>
  joinMail(await signMail(writeMail({ ...content, ...change }), key)).toString("latin1");

/** A verifier after RFC 6376 that shares no line with what signs. */
function verifies(raw: string): boolean {
  const split = raw.indexOf("\r\n\r\n");
  const headers = raw.slice(0, split).split(/\r\n(?![ \t])/);
  const signature = headers.find((header) => /^dkim-signature:/i.test(header)) ?? "";
  const tags = new Map(
    signature
      .slice(signature.indexOf(":") + 1)
      .split(";")
      .map((tag) => [tag.slice(0, tag.indexOf("=")).trim(), tag.slice(tag.indexOf("=") + 1).trim()] as const),
  );
  const body = raw
    .slice(split + 4)
    .split("\r\n")
    .map((line) => line.replace(/[ \t]+/g, " ").replace(/ $/, ""))
    .join("\r\n")
    .replace(/(\r\n)+$/, "");
  if (hash("sha256", Buffer.from(body === "" ? "" : `${body}\r\n`, "latin1"), "base64") !== tags.get("bh"))
    return false;
  const left = [...headers];
  const relaxed = (header: string) => {
    const [name = "", ...rest] = header.split(":");
    return `${name.toLowerCase().trim()}:${rest
      .join(":")
      .replace(/\r\n/g, "")
      .replace(/[ \t]+/g, " ")
      .trim()}`;
  };
  const chosen = (tags.get("h") ?? "").split(":").flatMap((name) => {
    const at = left.findLastIndex((header) => header.toLowerCase().startsWith(`${name.trim().toLowerCase()}:`));
    return at < 0 ? [] : left.splice(at, 1).map(relaxed);
  });
  const signedText = [...chosen, relaxed(signature).replace(/b=[^;]*$/, "b=")].join("\r\n");
  return verify("sha256", Buffer.from(signedText, "latin1"), publicKey, Buffer.from(tags.get("b") ?? "", "base64"));
}

describe("a signed mail", () => {
  test("verifies, and covers the way out", async () => {
    const raw = await signed();
    expect(verifies(raw)).toBe(true);
    const names = /h=([^;]+);/.exec(raw)?.[1]?.toLowerCase().split(":") ?? [];
    expect(names).toEqual(
      expect.arrayContaining([
        "to",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "content-type",
        "list-unsubscribe",
        "list-unsubscribe-post",
      ]),
    );
    expect(names.filter((name) => name === "from")).toHaveLength(2);
  });

  test.each([
    ["another way out", (raw: string) => raw.replace("/u/abc", "/u/abd")],
    ["no one-click", (raw: string) => raw.replace(/List-Unsubscribe-Post:.*\r\n/, "")],
    ["a second From", (raw: string) => raw.replace("\r\n\r\n", "\r\nFrom: eve@example.org\r\n\r\n")],
    ["another subject", (raw: string) => raw.replace(/Subject: /, "Subject: RE ")],
    ["another body", (raw: string) => raw.replace("Bonjour", "Bonsoir")],
  ])("with %s verifies no more", async (_, change) => {
    const raw = await signed();
    expect(change(raw)).not.toBe(raw);
    expect(verifies(change(raw))).toBe(false);
  });

  test("stays valid when a server folds and spaces its headers otherwise", async () => {
    const raw = await signed();
    expect(
      verifies(raw.replace("List-Unsubscribe: ", "List-Unsubscribe:  \r\n ").replace("\r\nSubject:", "\r\nSUBJECT:")),
    ).toBe(true);
  });

  test("verifies whatever is written in it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme", maxLength: 80 }),
        fc.string({ unit: "binary", maxLength: 80 }),
        fc.boolean(),
        async (subject, body, isTextOnly) => {
          const raw = await signed({ subject, text: `${body}\n\n`, html: isTextOnly ? undefined : `<p>${body}</p>` });
          expect(verifies(raw)).toBe(true);
        },
      ),
      propertyRuns(60),
    );
  });

  test("has the body hash that nodemailer finds too", async () => {
    const { default: Dkim } = createRequire(import.meta.url)("nodemailer/lib/dkim") as { default?: unknown };
    const Signer = (Dkim ?? createRequire(import.meta.url)("nodemailer/lib/dkim")) as new (
      options: object,
    ) => {
      sign: (input: Buffer) => NodeJS.ReadableStream;
    };
    const pem = privateKey.export({ type: "pkcs8", format: "pem" });
    const signer = new Signer({ domainName: key.domain, keySelector: key.selector, privateKey: pem });
    const theirs = await text(signer.sign(joinMail(writeMail(content))) as never);
    const hashIn = (raw: string) => /bh=([A-Za-z0-9+/=\s]+);/.exec(raw)?.[1]?.replace(/\s/g, "");
    expect(hashIn(await signed())).toBe(hashIn(theirs));
  });
});
