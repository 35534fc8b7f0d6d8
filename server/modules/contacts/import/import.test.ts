import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { startTestApp, type TestClient, type TestOrganisation } from "../../../../tests/support/test-app.ts";
import { type ImportSteps, importSteps } from "./import-testing.ts";

const app = await startTestApp();
afterAll(() => app.stop());

let org: TestOrganisation;
let staff: TestClient;
let steps: ImportSteps;
beforeEach(async () => {
  org = await app.newOrganisation({ language: "fr" });
  staff = app.signedIn(org, "administrator");
  steps = importSteps(app, staff);
});

const list = "Nom;Prénom;E-mail;Téléphone;Ville\n";
const julien = "dupont;julien;julien@exemple.fr;0612345678;lyon\n";
const contacts = async (query: Record<string, string> = {}) =>
  (await staff.request("GET", "/contacts", { query })).body;
const create = async (body: object) => (await staff.request("POST", "/contacts", { body })).body;
const email = (typed: string) => ({ kind: "email", typed });

describe("who these people are (D10)", () => {
  test("my clients become registered contacts, and who declared them is kept", async () => {
    const done = await steps.run(list + julien, { people: "clients", tags: ["salon 2026"] });
    expect(done).toMatchObject({ state: "done", counts: { new: 1 }, totalRows: 1, doneRows: 1 });
    const { items } = await contacts();
    const { body } = await staff.request("GET", `/contacts/${items[0].contactId}`);
    expect(body).toMatchObject({
      displayName: "DUPONT Julien",
      kind: "client",
      status: "client",
      city: "LYON",
      tags: ["salon 2026"],
      originals: { lastName: "dupont", firstName: "julien", city: "lyon" },
      origin: { kind: "import", importId: done.importId, by: "Test administrator" },
    });
    expect((await contacts({ importId: done.importId })).total).toBe(1);
  });

  test("prospects and suppliers need to say where the list comes from", async () => {
    const { importId } = await steps.read(list + julien);
    const refused = await staff.request("PATCH", `/contact-imports/${importId}`, { body: { people: "prospects" } });
    expect(refused).toMatchObject({ status: 422, body: { code: "contacts.import-needs-source", field: "source" } });
    await steps.change(importId, { people: "prospects", source: "Salon de l'habitat 2026" });
    await steps.start(importId);
    await steps.get(importId);
    const { items } = await contacts();
    expect(items).toMatchObject([{ kind: "client", status: "prospect" }]);
    const { body } = await staff.request("GET", `/contacts/${items[0].contactId}`);
    expect(body.origin.source).toBe("Salon de l'habitat 2026");
  });

  test("a list of addresses registers nobody: who is not ours is external", async () => {
    await create({ lastName: "Ami", addresses: [email("ami@exemple.fr")] });
    const done = await steps.run("email\nAMI@exemple.fr\ninconnu@exemple.fr\npas-une-adresse\n", {
      people: "list",
      source: "achat",
      tags: ["liste"],
    });
    expect(done).toMatchObject({ state: "done", counts: { registered: 1, external: 1, refused: 1, new: 0 } });
    expect(await contacts()).toMatchObject({ total: 1, items: [{ displayName: "AMI", tags: ["liste"] }] });
    const members = await app.run(org, (ctx) =>
      sql`SELECT email, external FROM contacts.list_members ORDER BY line`.execute(ctx.tx),
    );
    expect(members.rows).toEqual([
      { email: "ami@exemple.fr", external: false },
      { email: "inconnu@exemple.fr", external: true },
    ]);
    // Registered later by somebody, the address is external no more.
    await create({ lastName: "Nouveau", addresses: [email("inconnu@exemple.fr")] });
    const later = await app.run(org, (ctx) => sql`SELECT 1 FROM contacts.list_members WHERE external`.execute(ctx.tx));
    expect(later.rows).toEqual([]);
  });
});

describe("the preview", () => {
  test("shows each row before and after, its problems, and what it would change, and changes nothing", async () => {
    const known = await create({ lastName: "Roy", addresses: [email("roy@exemple.fr")] });
    const same = await create({
      lastName: "Petit",
      firstName: "Zoé",
      city: "Nice",
      status: "client",
      addresses: [email("zoe@exemple.fr")],
    });
    const file = `${list}${julien}durand;anne;roy@exemple.fr;;nantes\nRoy;;roy@exemple.fr;;Brest\npetit;zoé;zoe@exemple.fr;;NICE\n;;cassé@;;\nDupont;Julien;JULIEN@exemple.fr;;\nnoel;père;noel@exemple.fr;12;pôle\n`;
    const checked = await steps.check(file);
    expect(checked).toMatchObject({
      state: "checked",
      counts: { new: 3, update: 1, same: 1, duplicate: 1, refused: 1 },
      totalRows: 7,
    });
    const rows = await steps.rows(checked.importId);
    expect(rows[0]).toMatchObject({
      line: 2,
      outcome: "new",
      cells: ["dupont", "julien", "julien@exemple.fr", "0612345678", "lyon"],
      draft: { lastName: "DUPONT", firstName: "Julien", city: "LYON", typed: { lastName: "dupont" } },
    });
    // Another name at the same e-mail is another person (D19): told, not merged.
    expect(rows[1]).toMatchObject({
      outcome: "new",
      contactId: null,
      remarks: [{ code: "row.shared-address", value: "roy@exemple.fr" }],
    });
    expect(rows[2]).toMatchObject({
      outcome: "update",
      contactId: known.contactId,
      changes: [
        { field: "city", before: "", after: "BREST" },
        { field: "status", before: "nc", after: "client" },
      ],
    });
    expect(rows[3]).toMatchObject({ outcome: "same", contactId: same.contactId, changes: [] });
    expect(rows[4]).toMatchObject({
      outcome: "refused",
      draft: null,
      remarks: [{ code: "email.local-part" }, { code: "row.no-usable-address" }],
    });
    expect(rows[5]).toMatchObject({ outcome: "duplicate", remarks: [{ code: "row.duplicate-of", value: "2" }] });
    expect(rows[6]).toMatchObject({
      outcome: "new",
      remarks: [{ code: "phone.no-such-number" }, { code: "row.kept-in-notes", value: "12" }],
    });
    expect(await steps.rows(checked.importId, { outcome: "refused" })).toHaveLength(1);
    expect(await steps.rows(checked.importId, { only: "remarks" })).toHaveLength(4);
    expect((await contacts()).total).toBe(2);
  });

  test("follows a column, an encoding and a separator that the user chooses", async () => {
    const read = await steps.read(Buffer.from("a,b;c\nx@exemple.fr,Éva;Lyon\n", "latin1"));
    expect(read.settings).toMatchObject({ encoding: "windows-1252", separator: "," });
    const anew = await steps.change(read.importId, { separator: ";" });
    expect(anew).toMatchObject({ state: "ready", settings: { separator: ";" } });
    expect(anew.settings.columns.map((column) => column.header)).toEqual(["a,b", "c"]);
    const back = await steps.change(read.importId, { separator: "," });
    expect(back.settings.columns[0]).toMatchObject({ header: "a", field: "email", example: "x@exemple.fr" });
    const columns = [
      { column: 0, field: "email" as const, group: 1 },
      { column: 1, field: "company" as const, group: 1 },
    ];
    await steps.change(read.importId, { people: "clients", columns });
    expect((await steps.rows(read.importId))[0]?.draft).toMatchObject({ company: "Éva;Lyon" });
  });

  test("asks for a column that says who or how to reach", async () => {
    const { importId } = await steps.read("Note\nbonjour\n");
    const answer = await staff.request("PATCH", `/contact-imports/${importId}`, { body: { people: "clients" } });
    expect(answer).toMatchObject({ status: 422, body: { code: "contacts.import-needs-column" } });
  });

  test("page by page", async () => {
    const { importId } = await steps.check(
      `email\n${Array.from({ length: 5 }, (_, n) => `p${n}@exemple.fr`).join("\n")}\n`,
    );
    const lines: number[] = [];
    let cursor = "";
    do {
      const { body } = await staff.request("GET", `/contact-imports/${importId}/rows`, {
        query: { limit: 2, ...(cursor ? { cursor } : {}) },
      });
      expect(body.total).toBe(5);
      lines.push(...body.items.map((row: { line: number }) => row.line));
      cursor = body.nextCursor ?? "";
    } while (cursor);
    expect(lines).toEqual([2, 3, 4, 5, 6]);
  });
});

describe("contacts that are already there", () => {
  const existing = {
    lastName: "Roy",
    firstName: "Anne",
    city: "Brest",
    tags: ["a"],
    notes: "Ancien",
    addresses: [email("roy@exemple.fr")],
  };
  const row =
    "Nom;Prénom;Email;Tél;Ville;Société;Tags;Notes\nROY;anne;roy@exemple.fr;0612345678;Nantes;Acme;b;Nouveau\n";

  test("are filled where something is missing", async () => {
    const { contactId } = await create(existing);
    expect(await steps.run(row, { people: "clients", onExisting: "fill" })).toMatchObject({ counts: { update: 1 } });
    const { body } = await staff.request("GET", `/contacts/${contactId}`);
    expect(body).toMatchObject({
      city: "BREST",
      company: "Acme",
      tags: ["a", "b"],
      notes: "Ancien\n\nNouveau",
      status: "client",
    });
    expect(body.addresses.map((address: { value: string }) => address.value)).toEqual([
      "roy@exemple.fr",
      "+33612345678",
    ]);
    expect((await contacts({ search: "acme" })).total).toBe(1);
  });

  test("or take the file's values, but an empty cell empties nothing", async () => {
    const { contactId } = await create({ ...existing, company: "Vieux" });
    await steps.run(row, { people: "clients", onExisting: "replace" });
    const { body } = await staff.request("GET", `/contacts/${contactId}`);
    expect(body).toMatchObject({ city: "NANTES", company: "Acme", firstName: "Anne" });
  });

  test("a phone that two names share joins nobody", async () => {
    await create({ lastName: "Roy", firstName: "Anne", addresses: [{ kind: "phone", typed: "0612345678" }] });
    const done = await steps.run("Nom;Prénom;Tél\nRoy;Paul;0612345678\nRoy;Anne;06 12 34 56 78\n");
    expect(done.counts).toMatchObject({ new: 1, update: 1 });
  });
});

describe("starting", () => {
  test("needs a key, and twenty starts with one key import once", async () => {
    const { importId } = await steps.check(list + julien);
    expect(await staff.request("POST", `/contact-imports/${importId}/start`)).toMatchObject({
      status: 400,
      body: { code: "common.idempotency-key-missing" },
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => steps.start(importId)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(
      new Set([202, 409].filter((status) => answers.some((answer) => answer.status === status))),
    );
    expect(answers.some((answer) => answer.status === 202)).toBe(true);
    await steps.get(importId);
    expect((await contacts()).total).toBe(1);
  });

  test("is not possible before the preview, nor twice with two keys", async () => {
    const { importId } = await steps.read(list + julien);
    expect((await steps.start(importId)).body).toMatchObject({ code: "contacts.import-wrong-state" });
    await steps.change(importId, { people: "clients" });
    const start = (key: string) =>
      staff.request("POST", `/contact-imports/${importId}/start`, { headers: { "idempotency-key": key } });
    expect([(await start("one")).status, (await start("two")).status]).toEqual([202, 409]);
  });

  test("a third import at once waits its turn", async () => {
    const ids = [];
    for (let n = 0; n < 3; n++) ids.push((await steps.check(`email\np${n}@exemple.fr\n`)).importId);
    const answers = [];
    for (const id of ids) answers.push((await steps.start(id)).body.code);
    expect(answers).toEqual([undefined, undefined, "contacts.import-too-many"]);
  });
});
