import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { startTestApp, type TestClient } from "../../../tests/support/test-app.ts";

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

test("by an address, those who have it now are found", async () => {
  const { staff } = await newStaff();
  const [first, second] = [
    await create(staff, { lastName: "Un", addresses: [email("foyer@mail.example")] }),
    await create(staff, { lastName: "Deux", addresses: [email("foyer@mail.example")] }),
  ];
  await create(staff, { lastName: "Trois", addresses: [email("autre@mail.example")] });
  const [{ addressId, contactAddressId }] = second.addresses;
  const holders = async () => {
    const { body } = await staff.request("GET", "/contacts", { query: { addressId } });
    return body.items.map((item: { contactId: string }) => item.contactId).sort();
  };
  expect(await holders()).toEqual([first.contactId, second.contactId].sort());
  await staff.request("DELETE", `/contacts/${second.contactId}/addresses/${contactAddressId}`);
  expect(await holders()).toEqual([first.contactId]);
});

describe("a name with a sharp s is found, however it is written", () => {
  const spellings = ["Groß", "gross", "GROẞ", "*roß"];
  const finds = async (staff: TestClient) =>
    Promise.all(
      spellings.map(async (search) => (await staff.request("GET", "/contacts", { query: { search } })).body.total),
    );

  test("when it was entered just now", async () => {
    const { staff } = await newStaff();
    await create(staff, { lastName: "Groß", city: "Gießen" });
    expect(await finds(staff)).toEqual([1, 1, 1, 1]);
    expect((await staff.request("GET", "/contacts", { query: { city: "GIESSEN" } })).body.total).toBe(1);
  });

  test("when it was entered before an upgrade", async () => {
    const { org, staff } = await newStaff();
    await create(staff, { lastName: "Groß" });
    await app.run(org, async ({ tx }) => {
      await sql`UPDATE contacts.contacts SET sort_key = 'groß', search_text = 'groß'`.execute(tx);
      await sql`INSERT INTO contacts.search_keys (org_id, key, contact_id)
        SELECT org_id, 'groß', contact_id FROM contacts.search_keys`.execute(tx);
      await sql`DELETE FROM contacts.search_keys WHERE key = 'gross'`.execute(tx);
    });
    expect(await finds(staff)).toEqual([0, 0, 0, 0]);
    // That upgrade is older than the trigger, which sees no contacts as the owner.
    await app.asOwner(`ALTER TABLE contacts.search_keys DISABLE TRIGGER search_keys_have_a_contact;
      ${readFileSync("database/migrations/0180_contacts_find_sharp_s.sql", "utf8")}
      ALTER TABLE contacts.search_keys ENABLE TRIGGER search_keys_have_a_contact`);
    expect(await finds(staff)).toEqual([1, 1, 1, 1]);
  });
});

test("nobody is found by a key that was written for another organisation's contact", async () => {
  const [mine, theirs] = [await newStaff(), await newStaff()];
  const { contactId } = await create(theirs.staff, { lastName: "Durand" });
  const write = app.run(mine.org, ({ orgId, tx }) =>
    sql`INSERT INTO contacts.search_keys (org_id, key, contact_id) VALUES (${orgId}, 'durand', ${contactId})`.execute(
      tx,
    ),
  );
  await expect(write).rejects.toMatchObject({ code: "23503" });
});
