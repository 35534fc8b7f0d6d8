import { afterAll, describe, expect, test } from "vitest";
import { languages } from "../../../contracts/languages.ts";
import { startTestApp, type TestClient } from "../../../tests/support/test-app.ts";
import { runInOrganisation } from "../../platform/context.ts";
import { exportContacts } from "./export-contacts.ts";
import { importSteps } from "./import/import-testing.ts";

const app = await startTestApp();
afterAll(() => app.stop());

const hostile = {
  kind: "supplier",
  status: "prospect",
  civility: "Mme",
  lastName: "=CMD|' /C calc'!A0",
  firstName: 'Ana "la" grande',
  company: '+Plus; Minus, "Tab"',
  addressLine1: "@rue 1",
  addressLine2: "-2",
  postcode: "01000",
  city: "Bourg-en-Bresse",
  country: "France",
  language: "es",
  tags: ["vip", "a;b", 'dit "le chef"'],
  notes: '=1+1\nligne 2;\t"fin"',
  addresses: [
    { kind: "email", typed: "ana@exemple.fr", label: "work" },
    { kind: "email", typed: "ana2@exemple.fr", label: "à moi" },
    { kind: "phone", typed: "06 12 34 56 78", label: "mobile" },
  ],
};

async function newStaff() {
  const org = await app.newOrganisation({ language: "fr" });
  return { org, staff: app.signedIn(org, "administrator") };
}

async function everything(staff: TestClient) {
  const { items } = (await staff.request("GET", "/contacts", { query: { sort: "number" } })).body;
  const contacts = [];
  for (const { contactId } of items) {
    const { body } = await staff.request("GET", `/contacts/${contactId}`);
    const { kind, status, civility, lastName, firstName, company, addressLine1, addressLine2, postcode } = body;
    const { city, country, language, tags, notes } = body;
    const addresses = body.addresses.map(({ value, label }: { value: string; label: string }) => [value, label]);
    contacts.push({
      kind,
      status,
      civility,
      lastName,
      firstName,
      company,
      addressLine1,
      addressLine2,
      postcode,
      city,
      country,
      language,
      tags,
      notes,
      addresses,
    });
  }
  return contacts;
}

describe("an export", () => {
  test.each(languages)("in %s, imported again elsewhere, gives the same contacts", async (language) => {
    const from = await newStaff();
    for (const body of [
      hostile,
      { company: "Acme" },
      { lastName: "Petit", addresses: [{ kind: "phone", typed: "0123456789" }] },
    ]) {
      expect((await from.staff.request("POST", "/contacts", { body })).status).toBe(201);
    }
    const actor = { kind: "system" as const, name: "test" };
    const run = <Result>(work: Parameters<typeof runInOrganisation<Result>>[2]) =>
      runInOrganisation(app.platform, { orgId: from.org.orgId, actor }, work);
    const chunks: string[] = [];
    for await (const chunk of exportContacts(run, { filters: {}, separator: ";", language }))
      chunks.push(String(chunk));
    const to = await newStaff();
    const done = await importSteps(app, to.staff).run(chunks.join(""), { people: "directory", source: "export" });
    expect(done.counts).toMatchObject({ new: 3, refused: 0 });
    expect(await everything(to.staff)).toEqual(await everything(from.staff));
  });

  test("holds no cell that a spreadsheet would run, and only what was asked for", async () => {
    const { staff } = await newStaff();
    await staff.request("POST", "/contacts", { body: hostile });
    await staff.request("POST", "/contacts", { body: { lastName: "Autre", city: "Lyon" } });
    const all = await staff.request("GET", "/contacts/export.csv");
    expect(all.headers["content-type"]).toContain("text/csv");
    expect(all.headers["content-disposition"]).toContain("attachment");
    expect(all.text.startsWith("\ufeff")).toBe(true);
    expect(all.text).not.toMatch(/(?:^|[,\n\r])"?[=+@-]/u);
    const some = await staff.request("GET", "/contacts/export.csv", {
      query: { city: "lyon", separator: "semicolon" },
    });
    expect(some.text).toContain("AUTRE");
    expect(some.text).not.toContain("ana@exemple.fr");
  });
});
