import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newPerson, type TestPerson, typesOf } from "../../../../tests/support/people.ts";
import {
  startTestApp,
  type TestApp,
  type TestClient,
  type TestOrganisation,
} from "../../../../tests/support/test-app.ts";
import { newId } from "../../../platform/ids.ts";
import { eraseContact } from "../../contacts/index.ts";
import { listHistory, listStates, recordGrant, verifyLedger, withdrawConsent } from "../index.ts";
import { suppressAddress } from "../suppress-address.ts";

let app: TestApp;
let org: TestOrganisation;
let manager: TestClient;
let newsletter: string;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  org = await app.newOrganisation({ language: "fr" });
  manager = app.signedIn(org, "administrator");
  newsletter = (await typesOf(app, org)).newsletter;
});

const people = (count: number) => Promise.all(Array.from({ length: count }, () => newPerson(app, org)));

async function upload(text: string, name = "list.csv") {
  const boundary = "----list";
  const body = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n--${boundary}--\r\n`;
  const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };
  return manager.request("POST", "/consent-imports", { body, headers });
}

async function checked(text: string) {
  const { status, body } = await upload(text);
  expect(status).toBe(201);
  await app.drainQueue();
  return read(body.consentImportId);
}

const read = async (id: string) => (await manager.request("GET", `/consent-imports/${id}`)).body;

async function move(id: string, step: "start" | "undo") {
  const headers = { "idempotency-key": newId() };
  const answer = await manager.request("POST", `/consent-imports/${id}/${step}`, { headers });
  expect(answer.status).toBe(202);
  await app.drainQueue();
  return read(id);
}

async function statusOf(person: TestPerson | undefined): Promise<string | undefined> {
  return (await app.run(org, (ctx) => listStates(ctx, [person?.addressId ?? ""])))[0]?.status;
}

const counts = (list: {
  transitions: { outcome: string; fromStatus: string | null; toStatus: string | null; count: number }[];
}) =>
  Object.fromEntries(
    list.transitions.map((one) => [`${one.fromStatus ?? "-"} ${one.outcome} ${one.toStatus ?? "-"}`, one.count]),
  );

const header = "address,type,state,date,source,evidence\r\n";
const proved = "newsletter,yes,2026-02-03,paper,Order form 17 in the safe\r\n";

describe("importing consents (field 9)", () => {
  test("raises only with date, source and evidence, and never over a no; the preview counts every transition", async () => {
    const [a, b, c, d, e, f] = await people(6);
    await app.run(org, (ctx) =>
      withdrawConsent(ctx, { addressId: d?.addressId ?? "", typeId: newsletter, source: "phone" }),
    );
    const grant = { typeId: newsletter, givenOn: "2026-01-01", source: "paper" as const, evidence: "before" };
    for (const one of [e, f])
      await app.run(org, (ctx) => recordGrant(ctx, { ...grant, addressId: one?.addressId ?? "" }));
    const list = await checked(
      `${header}${a?.email},${proved}${b?.email},newsletter,yes,2026-02-03,paper,\r\n${c?.email},newsletter,yes,,paper,Order 18\r\n` +
        `${d?.email},${proved}${e?.email},${proved}${f?.email},newsletter,unsubscribed,,,\r\nnobody@example.org,${proved}no address,${proved}`,
    );
    expect(list).toMatchObject({ kind: "consents", state: "checked", totalRows: 8 });
    expect(counts(list)).toEqual({
      "not-asked raise accepted": 1,
      "not-asked incomplete -": 2,
      "refused kept-no -": 1,
      "accepted same -": 1,
      "accepted lower withdrawn": 1,
      "- unknown -": 1,
      "- unreadable -": 1,
    });
    const incomplete = await manager.request("GET", `/consent-imports/${list.consentImportId}/rows`, {
      query: { outcome: "incomplete" },
    });
    expect(incomplete.body.items.map((row: { problem: string }) => row.problem)).toEqual(["evidence", "date"]);
    expect(await statusOf(a)).toBe("not-asked");

    const done = await move(list.consentImportId, "start");
    expect(done).toMatchObject({ state: "done", undoable: 1, staying: 1 });
    expect([await statusOf(a), await statusOf(b), await statusOf(d), await statusOf(f)]).toEqual([
      "accepted",
      "not-asked",
      "refused",
      "withdrawn",
    ]);
    const { items } = await app.run(org, (ctx) => listHistory(ctx, { addressId: a?.addressId ?? "", limit: 5 }));
    expect(items).toMatchObject([
      {
        kind: "granted",
        source: "paper",
        evidence: "Order form 17 in the safe",
        actor: "staff",
        occurredAt: expect.stringContaining("2026-02-0"),
      },
    ]);
    expect(await app.run(org, verifyLedger)).toMatchObject({ isIntact: true });
  });

  test("an undo takes back what it raised and nobody has answered since; a no stays", async () => {
    const [a, b, c] = await people(3);
    const list = await checked(`${header}${a?.email},${proved}${b?.email},${proved}${c?.email},newsletter,no,,,\r\n`);
    await move(list.consentImportId, "start");
    await app.run(org, (ctx) =>
      withdrawConsent(ctx, { addressId: b?.addressId ?? "", typeId: newsletter, source: "phone" }),
    );
    const undone = await move(list.consentImportId, "undo");
    expect(undone.state).toBe("undone");
    expect([await statusOf(a), await statusOf(b), await statusOf(c)]).toEqual(["not-asked", "withdrawn", "refused"]);
    const again = await manager.request("POST", `/consent-imports/${list.consentImportId}/undo`, {
      headers: { "idempotency-key": newId() },
    });
    expect(again.body.code).toBe("consent.list-busy");
  });

  test("who says no between the preview and the run keeps the no", async () => {
    const [a] = await people(1);
    const list = await checked(`${header}${a?.email},${proved}`);
    await app.run(org, (ctx) =>
      withdrawConsent(ctx, { addressId: a?.addressId ?? "", typeId: newsletter, source: "phone" }),
    );
    expect(counts(await move(list.consentImportId, "start"))).toEqual({ "refused kept-no -": 1 });
    expect(await statusOf(a)).toBe("refused");
  });

  test("two rows that contradict each other lower and do not raise; a row twice counts once", async () => {
    const [a, b] = await people(2);
    const list = await checked(
      `${header}${a?.email},${proved}${a?.email},newsletter,no,,,\r\n${b?.email},${proved}${b?.email.toUpperCase()},${proved}`,
    );
    expect(counts(list)).toEqual({
      "not-asked contradiction -": 1,
      "not-asked lower refused": 1,
      "not-asked raise accepted": 1,
      "not-asked duplicate -": 1,
    });
    await move(list.consentImportId, "start");
    expect([await statusOf(a), await statusOf(b)]).toEqual(["refused", "accepted"]);
  });

  test("reads what its own export writes, and other headers, languages and separators", async () => {
    const [a, b] = await people(2);
    const list = await checked(
      `﻿Courriel;Finalité;Consentement;Date de consentement;Origine;Justificatif\r\n${a?.email};newsletter;accepté;03/02/2026;papier;Bon 12\r\n${b?.email};newsletter;oui;14/02/2026;magasin;Bon 13\r\n`,
    );
    // 03/02 could be March or February: nobody guesses a day.
    expect(counts(list)).toEqual({ "not-asked incomplete -": 1, "not-asked raise accepted": 1 });
    await move(list.consentImportId, "start");
    const csv = await manager.request("GET", "/consent-export");
    expect(csv.text).toContain(`${b?.email},email,newsletter`);
    const back = await checked(csv.text);
    expect(counts(back)).toEqual({ "accepted same -": 1 });
    const json = await manager.request("GET", "/consent-export", { query: { what: "history", format: "json" } });
    expect(JSON.parse(json.text)).toMatchObject([
      { address: b?.email, what: "granted", evidence: expect.stringContaining("Bon 13") },
    ]);
  });

  test.each<[string, string, string]>([
    ["an empty file", "", "consent.list-empty"],
    ["a header alone", header, "consent.list-empty"],
    ["a file without addresses", "name,city\r\nAda,Lyon\r\n", "consent.list-without-address"],
    ["a spreadsheet's own file", "PK\u0003\u0004xxxx", "consent.list-not-text"],
  ])("refuses %s and says why", async (_, text, code) => {
    expect((await upload(text)).body.code).toBe(code);
    expect((await manager.request("GET", "/consent-imports")).body.items).toEqual([]);
  });
});

describe("suppression lists", () => {
  const lists: [string, (a: string, b: string) => string][] = [
    ["Brevo", (a, b) => `EMAIL;NOM;BLOCKLISTED\r\n${a};Durand;1\r\n${b};Petit;0\r\n`],
    ["Mailjet", (a, b) => `Email,Name,IsExcludedFromCampaigns\r\n${a},A,true\r\n${b},B,false\r\n`],
    ["listmonk", (a, b) => `uuid,email,name,attributes,status\r\n1,${a},A,{},blocklisted\r\n2,${b},B,{},enabled\r\n`],
    ["Mautic", (a, b) => `email,firstname,doNotEmail\r\n${a},A,1\r\n${b},B,0\r\n`],
    ["a plain list", (a) => `${a}\r\n`],
  ];
  test.each(lists)("from %s lowers those that it names, and nobody else", async (_, text) => {
    const [a, b] = await people(2);
    const list = await checked(text(a?.email ?? "", b?.email ?? ""));
    expect(list.kind).toBe("suppressions");
    await move(list.consentImportId, "start");
    expect([await statusOf(a), await statusOf(b)]).toEqual(["refused", "not-asked"]);
  });

  test("a stranger on the list is remembered by a keyed hash, and refused when somebody registers them", async () => {
    const email = `${newId()}@example.org`;
    const list = await checked(`${email}\r\n`);
    expect(counts(list)).toEqual({ "- remember -": 1 });
    await move(list.consentImportId, "start");
    expect((await manager.request("GET", "/suppression-list/remembered")).body.count).toBe(1);
    await manager.request("GET", `/consent-imports/${list.consentImportId}`);
    expect(await statusOf(await newPerson(app, org, email))).toBe("refused");
  });

  test("who was erased stays suppressed, and nothing keeps the address (C-10)", async () => {
    const [a] = await people(1);
    await app.run(org, (ctx) =>
      withdrawConsent(ctx, { addressId: a?.addressId ?? "", typeId: newsletter, source: "phone" }),
    );
    await app.run(org, (ctx) => eraseContact(ctx, a?.contactId ?? ""));
    const list = await checked(`${header}${a?.email},${proved}`);
    expect(counts(list)).toEqual({ "- unknown -": 1 });
    expect(await statusOf(await newPerson(app, org, a?.email))).toBe("refused");
  });

  test.each(["brevo", "mailjet", "listmonk", "mautic", "plain"])(
    "for %s names everybody who must get nothing, and reads back",
    async (format) => {
      const [a, b, c] = await people(3);
      await app.run(org, (ctx) =>
        withdrawConsent(ctx, { addressId: a?.addressId ?? "", typeId: newsletter, source: "phone" }),
      );
      await app.run(org, (ctx) => suppressAddress(ctx, { addressId: b?.addressId ?? "", kind: "hard-bounce" }));
      const { text } = await manager.request("GET", "/suppression-list", { query: { format } });
      expect([text.includes(a?.email ?? ""), text.includes(b?.email ?? ""), text.includes(c?.email ?? "")]).toEqual([
        true,
        true,
        false,
      ]);
      expect((await checked(text)).kind).toBe("suppressions");
    },
  );
});
