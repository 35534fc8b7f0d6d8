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
