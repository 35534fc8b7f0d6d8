import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { startTestApp, type TestClient, type TestOrganisation } from "../../../tests/support/test-app.ts";

const app = await startTestApp();
afterAll(() => app.stop());

async function newStaff(role: "administrator" | "operator" | "viewer" = "administrator") {
  const org = await app.newOrganisation({ language: "fr" });
  return { org, staff: app.signedIn(org, role) };
}

async function create(staff: TestClient, body: object) {
  const answer = await staff.request("POST", "/contacts", { body });
  expect(answer.status).toBe(201);
  return answer.body;
}

const email = (typed: string, label = "") => ({ kind: "email", typed, label });
const phone = (typed: string, label = "") => ({ kind: "phone", typed, label });

describe("a contact is registered", () => {
  test("in the form that the house uses, with what was typed kept (X74 to X76, D8)", async () => {
    const { staff } = await newStaff();
    const contact = await create(staff, {
      lastName: "lévêque",
      firstName: "ÉLODIE jean-anne",
      city: "Saint-Étienne",
      addresses: [email(" Elodie@Exemple.FR "), phone("06 12 34 56 78", "mobile"), email("elodie@bureau.example")],
    });
    expect(contact).toMatchObject({
      contactNumber: 1,
      displayName: "LÉVÊQUE Élodie Jean-Anne",
      lastName: "LÉVÊQUE",
      firstName: "Élodie Jean-Anne",
      city: "SAINT-ÉTIENNE",
      originals: { lastName: "lévêque", firstName: "ÉLODIE jean-anne", city: "Saint-Étienne" },
      origin: { kind: "staff", by: "Test administrator" },
    });
    expect(contact.addresses).toMatchObject([
      { kind: "email", value: "elodie@exemple.fr", typed: "Elodie@Exemple.FR", position: 1 },
      { kind: "email", value: "elodie@bureau.example", position: 2 },
      { kind: "phone", value: "+33612345678", typed: "06 12 34 56 78", shown: "+33 6 12 34 56 78", label: "mobile" },
    ]);
  });

  test("as NC when nobody chose a status (X71), in one of three kinds (X5)", async () => {
    const { staff } = await newStaff();
    expect(await create(staff, { company: "Acme" })).toMatchObject({
      status: "nc",
      kind: "client",
      displayName: "Acme",
    });
    expect(await create(staff, { company: "Tubes SA", kind: "supplier" })).toMatchObject({
      kind: "supplier",
      contactNumber: 2,
    });
    expect((await staff.request("POST", "/contacts", { body: { company: "x", kind: "friend" } })).status).toBe(422);
  });

  test("once, however often the request is repeated with its key", async () => {
    const { staff } = await newStaff();
    const send = () =>
      staff.request("POST", "/contacts", { body: { company: "Once" }, headers: { "idempotency-key": "same-key" } });
    const answers = [await send(), await send()];
    expect(answers[1]?.body.contactId).toBe(answers[0]?.body.contactId);
    expect((await staff.request("GET", "/contacts")).body.total).toBe(1);
  });

  test("with the same address as another, who is named as a hint (D19)", async () => {
    const { staff } = await newStaff();
    const first = await create(staff, { lastName: "Petit", addresses: [email("famille@exemple.fr")] });
    const check = await staff.request("POST", "/contacts/check", {
      body: {
        lastName: "petit",
        addresses: [
          { kind: "email", typed: "Famille@exemple.fr" },
          { kind: "phone", typed: "12" },
        ],
      },
    });
    expect(check.body).toMatchObject({
      lastName: "PETIT",
      addresses: [
        { value: "famille@exemple.fr", alsoWith: [{ contactId: first.contactId, displayName: "PETIT" }] },
        { value: null, problem: "no-such-number" },
      ],
    });
    const second = await create(staff, {
      lastName: "Petit",
      firstName: "Zoé",
      addresses: [email("famille@exemple.fr")],
    });
    expect(second.addresses[0]).toMatchObject({ addressId: first.addresses[0].addressId, sharedWith: 1 });
  });

  test.each([
    [
      { addresses: [email("ada@example.org\r\nBcc: victim@example.com")] },
      "contacts.invalid-email",
      "addresses.0.typed",
    ],
    [{ addresses: [phone("0612345678"), phone("abc")] }, "contacts.invalid-phone", "addresses.1.typed"],
    [{ firstName: "   " }, "contacts.nobody", "lastName"],
  ])("not from %j", async (body, code, field) => {
    const { staff } = await newStaff();
    const answer = await staff.request("POST", "/contacts", { body });
    expect(answer).toMatchObject({ status: 422, body: { code, field } });
    expect((await staff.request("GET", "/contacts")).body.total).toBe(0);
  });

  test("names with line ends, NUL and reading direction marks come out as one clean line", async () => {
    const { staff } = await newStaff();
    const contact = await create(staff, { lastName: "Eve\r\nBcc: x@y.fr\u0000\u202e", notes: "a\r\nb\u0000" });
    expect(contact).toMatchObject({ lastName: "EVE BCC: X@Y.FR", notes: "a\nb" });
  });
});

describe("a contact is changed", () => {
  test("field by field, and refused when another was faster", async () => {
    const { staff } = await newStaff();
    const { contactId, version } = await create(staff, { lastName: "dupont", firstName: "julien", tags: ["vip"] });
    const path = `/contacts/${contactId}`;
    const changed = await staff.request("PATCH", path, { body: { city: "lyon", version } });
    expect(changed.body).toMatchObject({
      city: "LYON",
      lastName: "DUPONT",
      originals: { lastName: "dupont" },
      tags: ["vip"],
      version: 2,
    });
    expect(await staff.request("PATCH", path, { body: { city: "Paris", version } })).toMatchObject({
      status: 409,
      body: { code: "contacts.changed-meanwhile" },
    });
  });

  test("and found under the new name only", async () => {
    const { staff } = await newStaff();
    const { contactId } = await create(staff, { lastName: "Avant" });
    await staff.request("PATCH", `/contacts/${contactId}`, { body: { lastName: "Apres" } });
    expect((await staff.request("GET", "/contacts", { query: { search: "avant" } })).body.total).toBe(0);
    expect((await staff.request("GET", "/contacts", { query: { search: "apres" } })).body.total).toBe(1);
  });

  test("its addresses are added, named, moved and removed", async () => {
    const { staff } = await newStaff();
    const { contactId } = await create(staff, {
      lastName: "Roy",
      addresses: [email("a@exemple.fr"), email("b@exemple.fr")],
    });
    const added = await staff.request("POST", `/contacts/${contactId}/addresses`, {
      body: phone("01 23 45 67 89", "bureau"),
    });
    expect(added).toMatchObject({ status: 201, body: { addresses: [{}, {}, { value: "+33123456789", position: 1 }] } });
    const again = await staff.request("POST", `/contacts/${contactId}/addresses`, { body: email("A@exemple.fr") });
    expect(again).toMatchObject({ status: 409, body: { code: "contacts.address-already-there" } });
    const [, second] = added.body.addresses;
    const moved = await staff.request("PATCH", `/contacts/${contactId}/addresses/${second.contactAddressId}`, {
      body: { position: 1, label: "privé" },
    });
    expect(moved.body.addresses).toMatchObject([
      { value: "b@exemple.fr", label: "privé", position: 1 },
      { value: "a@exemple.fr", position: 2 },
      {},
    ]);
    const removed = await staff.request("DELETE", `/contacts/${contactId}/addresses/${second.contactAddressId}`);
    expect(removed.body.addresses).toMatchObject([{ value: "a@exemple.fr" }, { kind: "phone" }]);
    expect((await staff.request("GET", "/contacts", { query: { search: "b@ex" } })).body.total).toBe(0);
  });
});

describe("contacts are found (D12)", () => {
  let staff: TestClient;
  let ids: Record<string, string>;
  const found = async (query: Record<string, string | number>) => {
    const { body } = await staff.request("GET", "/contacts", { query });
    return body.items.map((item: { contactId: string }) =>
      Object.keys(ids).find((name) => ids[name] === item.contactId),
    );
  };

  test("set up four people", async () => {
    ({ staff } = await newStaff());
    const people = {
      julien: {
        lastName: "Dupont",
        firstName: "Julien",
        city: "Lyon",
        status: "client",
        tags: ["vip", "chaud"],
        addresses: [email("ju@mail.example"), phone("06 12 34 56 78")],
      },
      elodie: {
        lastName: "Lévêque",
        firstName: "Élodie",
        city: "Paris",
        company: "Menuiserie Dupont-Roy",
        tags: ["vip"],
        notes: "Préfère le soir",
      },
      marco: {
        lastName: "Rossi",
        firstName: "Jean-Marco",
        city: "Lyon",
        kind: "supplier",
        addresses: [email("marco@dup.example")],
      },
      acme: { company: "Acme 100%_pur", status: "prospect" },
    };
    ids = {};
    for (const [name, body] of Object.entries(people)) ids[name] = (await create(staff, body)).contactId;
  });

  test.each([
    ["dup", ["julien", "elodie"]],
    ["DUPONT ju", ["julien"]],
    ["leveque", ["elodie"]],
    ["élo", ["elodie"]],
    ["jean-m", ["marco"]],
    ["marco", ["marco"]],
    ["ju@mail", ["julien"]],
    ["06 12", ["julien"]],
    ["+33612", ["julien"]],
    ["6123", ["julien"]],
    ["lyon", ["julien", "marco"]],
    ["pont", []],
    ["*pont", ["julien", "elodie"]],
    ["*dup.example", ["marco"]],
    ["*100%_", ["acme"]],
    ["*soir", []],
    ["**SOIR", ["elodie"]],
    ["'; DROP TABLE contacts; --", []],
  ])("%s finds %j", async (search, names) => expect(await found({ search })).toEqual(names));

  test("//number jumps to the contact with that number", async () => {
    const { body } = await staff.request("GET", "/contacts", { query: { search: "//3" } });
    expect(body).toMatchObject({ jumpTo: ids.marco, total: 1 });
    expect((await staff.request("GET", "/contacts", { query: { search: "//99" } })).body).toMatchObject({
      jumpTo: null,
      total: 0,
    });
  });

  test("by kind, status, city and tags, all together", async () => {
    expect(await found({ kind: "supplier" })).toEqual(["marco"]);
    expect(await found({ status: "nc" })).toEqual(["elodie", "marco"]);
    expect(await found({ city: "lyon" })).toEqual(["julien", "marco"]);
    expect(await found({ tag: "vip,chaud" })).toEqual(["julien"]);
    expect(await found({ tag: "vip", city: "PARIS", search: "du" })).toEqual(["elodie"]);
  });

  test("in every order, page by page, with the total", async () => {
    expect(await found({ sort: "-number" })).toEqual(["acme", "marco", "elodie", "julien"]);
    for (const sort of ["name", "-name", "city", "-city", "number", "created", "-created"]) {
      const all = await found({ sort });
      const paged: (string | undefined)[] = [];
      let cursor: string | undefined;
      do {
        const { body } = await staff.request("GET", "/contacts", {
          query: { sort, limit: 1, ...(cursor ? { cursor } : {}) },
        });
        expect(body.total).toBe(4);
        paged.push(
          ...body.items.map((item: { contactId: string }) =>
            Object.keys(ids).find((name) => ids[name] === item.contactId),
          ),
        );
        cursor = body.nextCursor ?? undefined;
      } while (cursor);
      expect(paged).toEqual(all);
      expect(paged).toHaveLength(4);
    }
  });

  test("a cursor that is none, or of another order, is refused", async () => {
    const { body } = await staff.request("GET", "/contacts", { query: { sort: "name", limit: 1 } });
    const forged = Buffer.from(JSON.stringify(["number", false, "1; DROP", ids.acme])).toString("base64url");
    for (const [sort, cursor] of [
      ["city", body.nextCursor],
      ["number", forged],
      ["name", "%%%"],
      ["name", "W10"],
    ]) {
      expect((await staff.request("GET", "/contacts", { query: { sort, cursor } })).status).toBe(422);
    }
  });

  test("tags and cities in use are suggested", async () => {
    const tags = await staff.request("GET", "/contacts/suggestions", { query: { of: "tags" } });
    expect(tags.body.items).toEqual([
      { value: "vip", count: 2 },
      { value: "chaud", count: 1 },
    ]);
    const cities = await staff.request("GET", "/contacts/suggestions", { query: { of: "cities", beginning: "ly" } });
    expect(cities.body.items).toEqual([{ value: "LYON", count: 2 }]);
  });
});

describe("a person is erased", () => {
  test("and nothing that names them is left in any table of the module", async () => {
    const { org, staff } = await newStaff();
    const canary = "Zzcanary";
    const { contactId } = await create(staff, {
      lastName: canary,
      firstName: canary,
      city: canary,
      company: canary,
      notes: canary,
      tags: [canary],
      addresses: [email(`${canary}@exemple.fr`), email(`old-${canary}@exemple.fr`)],
    });
    const { body } = await staff.request("GET", `/contacts/${contactId}`);
    await staff.request("DELETE", `/contacts/${contactId}/addresses/${body.addresses[1].contactAddressId}`);
    expect((await staff.request("DELETE", `/contacts/${contactId}`)).status).toBe(200);
    expect(await staff.request("GET", `/contacts/${contactId}`)).toMatchObject({
      status: 404,
      body: { code: "contacts.not-found" },
    });
    expect((await staff.request("GET", "/contacts")).body.total).toBe(0);
    const tables = await app.asOwner<{ name: string }>(
      "SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_schema = 'contacts' AND table_type = 'BASE TABLE'",
    );
    expect(tables.length).toBeGreaterThan(5);
    for (const { name } of tables) {
      const rows = await app.run(org, (ctx) =>
        sql`SELECT 1 FROM ${sql.raw(name)} AS entry WHERE entry::text ILIKE ${`%${canary}%`}`.execute(ctx.tx),
      );
      expect([name, rows.rows.length]).toEqual([name, 0]);
    }
  });

  test("while an address that somebody else has too stays theirs", async () => {
    const { staff } = await newStaff();
    const first = await create(staff, { lastName: "Un", addresses: [email("commun@exemple.fr")] });
    const second = await create(staff, { lastName: "Deux", addresses: [email("commun@exemple.fr")] });
    await staff.request("DELETE", `/contacts/${first.contactId}`);
    const { body } = await staff.request("GET", `/contacts/${second.contactId}`);
    expect(body.addresses).toMatchObject([{ value: "commun@exemple.fr", sharedWith: 0 }]);
  });

  test("and may come back later as somebody new", async () => {
    const { staff } = await newStaff();
    const first = await create(staff, { lastName: "Un", addresses: [email("un@exemple.fr")] });
    await staff.request("DELETE", `/contacts/${first.contactId}`);
    const again = await create(staff, { lastName: "Un", addresses: [email("un@exemple.fr")] });
    expect(again.addresses[0].addressId).not.toBe(first.addresses[0].addressId);
    expect(again.contactNumber).toBe(2);
  });
});

describe("walls", () => {
  test("another organisation's contact is answered exactly like one that does not exist", async () => {
    const { staff } = await newStaff();
    const other = await newStaff();
    const theirs = await create(other.staff, { lastName: "Secret", addresses: [email("s@exemple.fr")] });
    const missing = "01890000-0000-7000-8000-000000000000";
    const routes: [string, (id: string) => string, object?][] = [
      ["GET", (id) => `/contacts/${id}`],
      ["PATCH", (id) => `/contacts/${id}`, { city: "X" }],
      ["DELETE", (id) => `/contacts/${id}`],
      ["POST", (id) => `/contacts/${id}/addresses`, email("x@exemple.fr")],
      ["PATCH", (id) => `/contacts/${id}/addresses/${theirs.addresses[0].contactAddressId}`, { label: "x" }],
      ["DELETE", (id) => `/contacts/${id}/addresses/${theirs.addresses[0].contactAddressId}`],
    ];
    for (const [method, path, body] of routes) {
      const answers = [];
      for (const id of [theirs.contactId, missing]) {
        const { status, body: problem } = await staff.request(method, path(id), body ? { body } : {});
        answers.push({ status, problem: { ...problem, requestId: "" } });
      }
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]?.status).toBe(404);
    }
    expect((await other.staff.request("GET", `/contacts/${theirs.contactId}`)).body).toMatchObject({
      lastName: "SECRET",
      version: 1,
    });
  });

  test("a viewer reads and cannot write, erase or export", async () => {
    const { org } = await newStaff();
    const viewer = app.signedIn(org, "viewer");
    const { contactId } = await create(app.signedIn(org, "administrator"), { lastName: "Vu" });
    expect((await viewer.request("GET", `/contacts/${contactId}`)).status).toBe(200);
    for (const [method, path, body] of [
      ["POST", "/contacts", { lastName: "x" }],
      ["PATCH", `/contacts/${contactId}`, { lastName: "x" }],
      ["DELETE", `/contacts/${contactId}`, undefined],
      ["GET", "/contacts/export.csv", undefined],
    ] as const) {
      expect((await viewer.request(method, path, body ? { body } : {})).status).toBe(403);
    }
    expect((await app.anonymous.request("GET", "/contacts")).status).toBe(401);
  });

  test("each deed leaves an entry in the audit, without personal data", async () => {
    const { org, staff } = await newStaff();
    const { contactId } = await create(staff, { lastName: "Tracé", addresses: [email("trace@exemple.fr")] });
    await staff.request("PATCH", `/contacts/${contactId}`, { body: { city: "Nantes" } });
    await staff.request("DELETE", `/contacts/${contactId}`);
    const entries = await auditOf(org);
    expect(entries.map((entry) => entry.action)).toEqual([
      "contacts.contact-created",
      "contacts.contact-changed",
      "contacts.contact-erased",
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/trac|nantes/iu);
  });

  async function auditOf(org: TestOrganisation) {
    const { rows } = await app.run(org, (ctx) =>
      sql<{
        action: string;
        details: unknown;
      }>`SELECT action, details FROM audit.entries WHERE starts_with(action, 'contacts.') ORDER BY entry_id`.execute(
        ctx.tx,
      ),
    );
    return rows;
  }
});
