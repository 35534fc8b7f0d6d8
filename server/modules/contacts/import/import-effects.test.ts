import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { startTestApp, type TestClient, type TestOrganisation } from "../../../../tests/support/test-app.ts";
import { type ImportSteps, importSteps, upload } from "./import-testing.ts";

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

describe("undo", () => {
  test("removes what the import made, restores what it changed, keeps what was changed since", async () => {
    const filled = await create({ lastName: "Roy", addresses: [email("roy@exemple.fr")] });
    const touched = await create({ lastName: "Vif", addresses: [email("vif@exemple.fr")] });
    const done = await steps.run(
      `${list}${julien}Roy;;roy@exemple.fr;0698765432;Brest\nVif;;vif@exemple.fr;;Metz\nneuf;;neuf@exemple.fr;;\n`,
      { people: "clients", tags: ["t"] },
    );
    expect(done.counts).toMatchObject({ new: 2, update: 2 });
    const kept = (await contacts({ search: "neuf" })).items[0];
    await staff.request("PATCH", `/contacts/${kept.contactId}`, { body: { notes: "Je le garde" } });
    await staff.request("PATCH", `/contacts/${touched.contactId}`, { body: { company: "Depuis" } });
    const undone = await steps.undo(done.importId);
    expect(undone).toMatchObject({ state: "undone", undo: { removed: 1, restored: 1, kept: 2 } });
    const { body } = await staff.request("GET", `/contacts/${filled.contactId}`);
    expect(body).toMatchObject({ city: "", status: "nc", tags: [] });
    expect(body.addresses).toHaveLength(1);
    expect((await staff.request("GET", `/contacts/${touched.contactId}`)).body).toMatchObject({
      city: "METZ",
      company: "Depuis",
    });
    expect((await contacts({ search: "dupont" })).total).toBe(0);
    expect((await contacts()).total).toBe(3);
    // The people are gone from the import's own rows as well.
    const rows = await steps.rows(done.importId);
    expect(JSON.stringify(rows[0])).not.toMatch(/julien/iu);
    expect((await steps.run(list + julien)).counts).toMatchObject({ new: 1 });
  });

  test("is there once, and only for a finished import", async () => {
    const { importId } = await steps.check(list + julien);
    const early = await staff.request("POST", `/contact-imports/${importId}/undo`, {
      headers: { "idempotency-key": "early" },
    });
    expect(early).toMatchObject({ status: 409, body: { code: "contacts.import-wrong-state" } });
    await steps.start(importId);
    await steps.get(importId);
    await steps.undo(importId);
    const again = await staff.request("POST", `/contact-imports/${importId}/undo`, {
      headers: { "idempotency-key": "again" },
    });
    expect(again.status).toBe(409);
  });
});

describe("an import lowers and never raises", () => {
  test("a no from elsewhere is told to consent, and a yes is not readable at all", async () => {
    const file = "EMAIL;NOM;PRENOM;OPT_IN;BLOCKLISTED\noui@exemple.fr;Oui;Ana;YES;0\nnon@exemple.fr;Non;Bob;YES;1\n";
    await steps.run(file, { people: "clients" });
    const ids = new Map(
      (await contacts()).items.map((item: { displayName: string; addresses: { addressId: string }[] }) => [
        item.displayName,
        item.addresses[0]?.addressId,
      ]),
    );
    const states = await app.run(org, (ctx) =>
      sql<{
        address_id: string;
        state: string;
      }>`SELECT address_id, state FROM consent.current_states ORDER BY address_id`.execute(ctx.tx),
    );
    const ofNo = states.rows.filter((row) => row.address_id === ids.get("NON Bob"));
    expect(ofNo.length).toBeGreaterThan(0);
    expect(new Set(ofNo.map((row) => row.state))).toEqual(new Set(["refused"]));
    expect(states.rows.filter((row) => row.address_id === ids.get("OUI Ana") && row.state === "accepted")).toEqual([]);
  });
});

describe("walls", () => {
  test("another organisation's import is answered exactly like one that does not exist", async () => {
    const { importId } = await steps.check(list + julien);
    const stranger = app.signedIn(await app.newOrganisation(), "administrator");
    const missing = "01890000-0000-7000-8000-000000000000";
    for (const [method, suffix] of [
      ["GET", ""],
      ["PATCH", ""],
      ["DELETE", ""],
      ["GET", "/rows"],
      ["GET", "/report.csv"],
      ["POST", "/start"],
      ["POST", "/undo"],
    ] as const) {
      const answers = [];
      for (const id of [importId, missing]) {
        const headers = { "idempotency-key": `k-${method}${suffix.slice(1)}-${id}` };
        const { status, body } = await stranger.request(method, `/contact-imports/${id}${suffix}`, {
          headers,
          ...(method === "PATCH" ? { body: {} } : {}),
        });
        answers.push({ status, body: { ...body, requestId: "" } });
      }
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]?.status).toBe(404);
    }
    expect((await steps.get(importId)).state).toBe("checked");
  });

  test("who may not import is refused before the file is read", async () => {
    const viewer = app.signedIn(org, "viewer");
    expect((await upload(viewer, list + julien)).status).toBe(403);
    expect((await upload(app.anonymous, list + julien)).status).toBe(401);
  });

  test("a file that nobody imports can be thrown away, and is forgotten after a week", async () => {
    const { importId } = await steps.read(list + julien);
    expect((await staff.request("DELETE", `/contact-imports/${importId}`)).status).toBe(200);
    expect((await staff.request("GET", `/contact-imports/${importId}`)).status).toBe(404);
  });
});
