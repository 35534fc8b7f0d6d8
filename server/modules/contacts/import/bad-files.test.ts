import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { startTestApp, type TestClient } from "../../../../tests/support/test-app.ts";
import { encodeText } from "../csv/encode-text.ts";
import { type ImportSteps, importSteps, upload } from "./import-testing.ts";

const app = await startTestApp();
afterAll(() => app.stop());

let staff: TestClient;
let steps: ImportSteps;
beforeEach(async () => {
  staff = app.signedIn(await app.newOrganisation({ language: "fr" }), "administrator");
  steps = importSteps(app, staff);
});

const total = async () => (await staff.request("GET", "/contacts")).body.total;

describe("files that are no lists are refused at once, and leave nothing", () => {
  test.each<[string, Buffer, string]>([
    ["empty", Buffer.from(""), "contacts.import-empty"],
    ["an Excel workbook", Buffer.from("PK\u0003\u0004\u0014\u0000xl/workbook.xml"), "contacts.import-not-text"],
    ["a gzip file", gzipSync("email\na@b.fr\n"), "contacts.import-not-text"],
    ["a web page", Buffer.from("<!DOCTYPE html><html><table>"), "contacts.import-not-text"],
    ["a PDF", Buffer.from("%PDF-1.7\n"), "contacts.import-not-text"],
    ["noise", Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7) % 32)), "contacts.import-not-text"],
  ])("%s", async (_name, bytes, code) => {
    const answer = await upload(staff, bytes);
    expect([answer.status, answer.body.code]).toEqual([422, code]);
    expect((await staff.request("GET", "/contact-imports")).body.total).toBe(0);
  });

  test("a request without a file", async () => {
    const answer = await staff.request("POST", "/contact-imports", { body: {} });
    expect(answer).toMatchObject({ status: 422, body: { code: "contacts.import-no-file", field: "file" } });
  });

  test("more than 50 MiB", async () => {
    const line = `${"x".repeat(1000)}@exemple.fr\n`;
    const answer = await upload(staff, Buffer.from(`email\n${line.repeat(52_000)}`));
    expect([answer.status, answer.body.code]).toEqual([413, "common.too-large"]);
    expect((await staff.request("GET", "/contact-imports")).body.total).toBe(0);
  });
});

describe("files that cannot be read say why, and on which line", () => {
  test.each([
    { name: "only a header", text: "Nom;E-mail\n", code: "only-header", line: null },
    { name: "only empty lines", text: "\n\r\n\n", code: "empty", line: null },
    {
      name: "a quote that is never closed",
      text: 'Nom,E-mail\na,a@x.fr\n"b,b@x.fr\n',
      code: "quote-not-closed",
      line: 3,
    },
    {
      name: "two megabytes in a cell",
      text: `E-mail\na@x.fr\n${"x".repeat(2_000_000)}\n`,
      code: "record-too-long",
      line: 3,
    },
    { name: "five thousand columns", text: `${"E-mail,".repeat(5000)}\nx\n`, code: "too-many-columns", line: 1 },
  ])("$name", async ({ text, code, line }) => {
    const read = await steps.read(text);
    expect(read).toMatchObject({ state: "failed", failure: { code, line } });
    expect((await steps.start(read.importId)).status).toBe(409);
    expect(await total()).toBe(0);
  });
});

describe("rows that are no contacts are refused one by one, the others are imported", () => {
  test.each<[string, string, string]>([
    ["header injection in the e-mail", '"a@exemple.fr\r\nBcc: victime@exemple.fr",,', "email.control-characters"],
    ["two e-mails and a name in one", "Ana <a@exemple.fr>,,", "email.has-display-name"],
    ["no e-mail at all", "pas une adresse,,", "email.not-an-address"],
    ["an invisible character in the e-mail", "a\u200b@exemple.fr,,", "email.invisible-characters"],
    ["nobody", '"",,Paris', "row.nobody"],
    ["the header again", "E-mail,Nom,Ville", "row.header-again"],
    ["a misplaced separator", "a@exemple.fr,Nom,Ville,de,trop", "row.too-many-cells"],
    ["a huge cell", `a@exemple.fr,${"x".repeat(25_000)},`, "row.cell-too-long"],
    ["a name of three hundred characters", `a@exemple.fr,${"x".repeat(300)},`, "row.value-too-long"],
  ])("%s", async (_name, bad, code) => {
    const done = await steps.run(`E-mail,Nom,Ville\n${bad}\nbon@exemple.fr,Bon,Lyon\n`);
    expect(done).toMatchObject({ state: "done", counts: { refused: 1, new: 1 } });
    const [row] = await steps.rows(done.importId, { outcome: "refused" });
    expect(row?.remarks.map((remark) => remark.code)).toContain(code);
    expect(await total()).toBe(1);
    const report = await staff.request("GET", `/contact-imports/${done.importId}/report.csv`);
    expect(report.text).toContain("Refused");
    expect(report.text.split("\r\n")[0]).toBe("\ufeffLine,Result,Remarks,E-mail,Nom,Ville");
  });

  test("the same person a thousand times is one contact", async () => {
    const done = await steps.run(`E-mail,Nom\n${"Meme@Exemple.fr,Même\n".repeat(1000)}`);
    expect(done.counts).toMatchObject({ new: 1, duplicate: 999 });
    expect(await total()).toBe(1);
  });

  test("the same person in another thousand is the same contact", async () => {
    const others = Array.from({ length: 1500 }, (_, n) => `p${n}@exemple.fr,P${n}\n`).join("");
    const done = await steps.run(
      `E-mail,Nom\nmeme@exemple.fr,Même\n${others}MEME@exemple.fr,même\nmeme@exemple.fr,Autre\n`,
    );
    expect(done.counts).toMatchObject({ new: 1502, duplicate: 1 });
    const rows = await steps.rows(done.importId, { only: "remarks" });
    expect(rows.map((row) => row.remarks[0]?.code)).toEqual(["row.duplicate-of", "row.shared-address"]);
  });
});

describe("oddities are read as what they are", () => {
  test.each<[string, Buffer, string]>([
    ["NUL bytes", Buffer.from("E-mail,Nom\nnul@exemple.fr,Nu\u0000l\n"), "NUL"],
    ["Windows-1252", Buffer.from("E-mail;Nom\na@exemple.fr;H\xe9l\xe8ne\n", "latin1"), "HÉLÈNE"],
    ["UTF-16 without mark", Buffer.from("E-mail\tNom\na@exemple.fr\tZoé\n", "utf16le"), "ZOÉ"],
    ["UTF-16 big-endian", Buffer.from(encodeText("E-mail|Nom\na@exemple.fr|Zoé\n", "utf-16be")), "ZOÉ"],
    ["UTF-8 with mark", Buffer.from(encodeText("E-mail,Nom\na@exemple.fr,Zoé\n", "utf-8")), "ZOÉ"],
    ["old Macintosh line ends", Buffer.from("E-mail,Nom\ra@exemple.fr,Zoé\r"), "ZOÉ"],
    ["UTF-8 cut inside a letter", Buffer.concat([Buffer.from("E-mail,Nom\na@exemple.fr,Zo"), Buffer.of(0xc3)]), "ZOÃ"],
    ["duplicate columns", Buffer.from("E-mail,Nom,Nom,E-mail\na@exemple.fr,Un,Deux,b@exemple.fr\n"), "UN"],
    ["a formula", Buffer.from('E-mail,Nom\na@exemple.fr,"=HYPERLINK(""http://x"")"\n'), '=HYPERLINK("HTTP://X")'],
    ["a script", Buffer.from("E-mail,Nom\na@exemple.fr,<script>alert(1)</script>\n"), "<SCRIPT>ALERT(1)</SCRIPT>"],
    ["SQL", Buffer.from("E-mail,Société\na@exemple.fr,'); DROP TABLE contacts; --\n"), "'); DROP TABLE contacts; --"],
    ["a template", Buffer.from("E-mail,Société\na@exemple.fr,%name% {{7*7}} ${1}\n"), "%name% {{7*7}} ${1}"],
  ])("%s", async (_name, bytes, displayName) => {
    expect(await steps.run(bytes)).toMatchObject({ state: "done", counts: { new: 1 } });
    const { items } = (await staff.request("GET", "/contacts")).body;
    expect(items).toMatchObject([{ displayName }]);
  });

  test("a list without header, with nothing but e-mails", async () => {
    const read = await steps.read("un@exemple.fr\ndeux@exemple.fr\n");
    expect(read).toMatchObject({ totalRows: 2, settings: { columns: [{ header: "1", field: "email" }] } });
    await steps.change(read.importId, { people: "clients" });
    await steps.start(read.importId);
    expect(await steps.get(read.importId)).toMatchObject({ counts: { new: 2 } });
  });
});
