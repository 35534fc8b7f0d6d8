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
