import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newPerson, type TestPerson, typesOf } from "../../../../tests/support/people.ts";
import { makeLinks } from "../../../../tests/support/person-links.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../../tests/support/test-app.ts";
import { exportLedger } from "../export-ledger.ts";
import { recordGrant, withdrawConsent } from "../index.ts";
import { canonicalJson } from "../ledger-record.rules.ts";
import { readCheckpoints } from "../read-checkpoints.ts";
import { writeCheckpoint } from "../write-checkpoint.ts";

const verifier = path.resolve(import.meta.dirname, "../../../../docs/verify-consent-ledger.mjs");
let app: TestApp;
let folder: string;
let org: TestOrganisation;
let ada: TestPerson;
let typeId: string;

beforeAll(async () => {
  app = await startTestApp();
  folder = mkdtempSync(path.join(os.tmpdir(), "placet-evidence-"));
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  org = await app.newOrganisation({ language: "fr" });
  ada = await newPerson(app, org);
  typeId = (await typesOf(app, org)).newsletter;
});

const paper = { source: "paper" as const, givenOn: "2026-01-15", evidence: "Bon de commande signé, page 2" };

async function grant(person: TestPerson): Promise<string> {
  const given = { ...paper, typeId, addressId: person.addressId };
  return (await app.run(org, (ctx) => recordGrant(ctx, given))).eventId;
}

/** The stand-alone script, as a stranger runs it: from another folder, with nothing of ours installed. */
function verify(name: string, content: string, options: string[] = []) {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  const { status, stdout } = spawnSync(process.execPath, [verifier, file, ...options], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stdout };
}

/** The fields of ISO/IEC TS 27560:2023 as the guide of W3C's DPVCG lists them (docs/users/evidence.md). */
const standardFields = new Set(
  `schema_version record_id pii_principal_id pii_processing privacy_notice language purposes purpose purpose_type lawful_basis
  pii_information pii_type pii_attribute_id pii_optional sensitive_pii_category special_pii_category pii_controllers
  collection_method processing_method storage_locations retention_period processing_locations geographic_restrictions service
  jurisdiction recipient_third_parties withdrawal_method privacy_rights codes_of_conduct impact_assessment authority_party
  party_identification party_id party_address party_email party_url party_phone party_name party_role party_contact party_type
  event event_time validity_duration entity_id event_type event_state`.split(/\s+/),
);

function namesOutsideStandard(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesOutsideStandard);
  if (typeof value !== "object" || value === null) return [];
  const members = Object.entries(value).filter(([name]) => name !== "placet");
  return members.flatMap(([name, member]) => [
    ...(standardFields.has(name) ? [] : [name]),
    ...namesOutsideStandard(member),
  ]);
}

function keyFile(): string[] {
  const file = path.join(folder, "key.pem");
  writeFileSync(file, app.platform.keys.publicKeyPem);
  return ["--key", file];
}

function linesOf(of: TestOrganisation): Promise<string[]> {
  return app.run(of, async (ctx) => {
    const lines: string[] = [];
    for await (const line of exportLedger(ctx)) lines.push(line);
    return lines;
  });
}

describe("why did this person get this", () => {
  test("an event answers with the words as shown, when, how and what came after", async () => {
    const links = await makeLinks(app, org);
    await links.answer(links.linkFor(ada, { purpose: "preferences" }), "accept", typeId);
    const viewer = app.signedIn(org, "viewer");
    const { items } = (await viewer.request("GET", `/addresses/${ada.addressId}/consent/history`)).body;
    const before = await viewer.request("GET", `/consent-events/${items[0].eventId}`);
    expect(before.body).toMatchObject({ kind: "granted", source: "own-page", actor: "person", followedBy: null });
    expect(before.body.wordingText.length).toBeGreaterThan(20);
    await app.run(org, (ctx) => withdrawConsent(ctx, { addressId: ada.addressId, typeId, source: "phone" }));
    const after = await viewer.request("GET", `/consent-events/${items[0].eventId}`);
    expect(after.body.followedBy).toMatchObject({ kind: "withdrawn" });
  });

  test("an event of another organisation does not exist", async () => {
    const eventId = await grant(ada);
    const stranger = app.signedIn(await app.newOrganisation(), "administrator");
    expect((await stranger.request("GET", `/consent-events/${eventId}`)).body.code).toBe("consent.event-not-found");
  });
});

describe("could we have written on a day", () => {
  test("answers for each type what the gate knew then, and tells what was entered later", async () => {
    await grant(ada);
    const viewer = app.signedIn(org, "viewer");
    const asOf = (day: string) =>
      viewer.request("GET", `/addresses/${ada.addressId}/consent/as-of`, { query: { day } });
    const then = (await asOf("2026-01-20")).body;
    const newsletter = then.types.find((type: { typeId: string }) => type.typeId === typeId);
    expect(newsletter).toMatchObject({
      statusAtEnd: "not-asked",
      uses: [{ use: "mass", answer: "no", reason: "consent.not-asked" }],
      enteredLater: { kind: "granted" },
    });
    expect((await asOf("2999-01-01")).body).toMatchObject({ code: "consent.date-in-future", field: "day" });
  });
});

describe("the proof of one address", () => {
  async function pack(format: "pdf" | "json") {
    return app.signedIn(org, "operator").request("GET", `/addresses/${ada.addressId}/consent/evidence`, {
      query: { format },
    });
  }

  test("is refused while nothing has happened, and noted in the audit log when it is made", async () => {
    expect((await pack("json")).body.code).toBe("consent.no-evidence");
    await grant(ada);
    expect((await pack("json")).status).toBe(200);
    const entries = await app.signedIn(org, "administrator").request("GET", "/audit-entries");
    expect(entries.body.items[0]).toMatchObject({ action: "consent.evidence-made", subjectId: ada.addressId });
  });

  test("verifies without the program, through neighbours to a checkpoint that was kept", async () => {
    await grant(ada);
    const other = await newPerson(app, org);
    await grant(other);
    await app.run(org, writeCheckpoint);
    const { body } = await pack("json");
    expect(body.evidence.chain).toMatchObject([{ witness: "kept", events: [{ seq: 1 }, { seq: 2 }] }]);
    expect(JSON.stringify(body)).not.toContain(other.email);
    expect(body.evidence.records[0]).toMatchObject({
      schema_version: "ISO/IEC TS 27560:2023",
      pii_processing: {
        purposes: [{ lawful_basis: "consent", pii_information: [{ pii_attribute_id: ada.email }] }],
      },
      event: [
        { event_state: "given", placet: { source: "paper", evidence: expect.stringContaining("Bon de commande") } },
      ],
    });
    expect(namesOutsideStandard(body.evidence.records[0])).toEqual([]);
    const { status, stdout } = verify("pack.json", JSON.stringify(body), keyFile());
    expect(stdout).toContain("everything fits");
    expect(status).toBe(0);
  });

  let made: { text: string; email: string } | undefined;
  async function onePack() {
    if (made) return made;
    await grant(ada);
    await app.run(org, (ctx) => withdrawConsent(ctx, { addressId: ada.addressId, typeId, source: "phone" }));
    made = { text: JSON.stringify((await pack("json")).body), email: ada.email };
    expect(verify("whole.json", made.text, keyFile()).status).toBe(0);
    return made;
  }

  test.each<[string, (text: string, email: string) => string]>([
    ["another address", (text, email) => text.replaceAll(email, "eve@example.org")],
    ["another source", (text) => text.replaceAll('"paper"', '"form"')],
    ["another day", (text) => text.replaceAll("2026-01-1", "2026-02-1")],
    ["other evidence", (text) => text.replaceAll("page 2", "page 3")],
    ["a no that is left out", (text) => text.replaceAll('"withdrawn"', '"accepted"')],
    ["another signature", (text) => text.replace(/"signature":"../g, '"signature":"AA')],
  ])("with %s does not verify", async (name, change) => {
    const { text, email } = await onePack();
    const changed = change(text, email);
    expect(changed, name).not.toBe(text);
    expect(verify("changed.json", changed, keyFile()).status).toBe(1);
  });

  test("as PDF is one page in the organisation's language, with letters of every alphabet", async () => {
    await app.run(org, (ctx) =>
      recordGrant(ctx, { ...paper, typeId, addressId: ada.addressId, note: "Łukasz Ωmega Жанна" }),
    );
    const { status, headers, text } = await pack("pdf");
    expect({ status, type: headers["content-type"] }).toEqual({ status: 200, type: "application/pdf" });
    expect(text.startsWith("%PDF-")).toBe(true);
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(text).toContain("/Lang (fr)");
  });
});

describe("the stand-alone verifier on an export (C-07)", () => {
  let lines: string[] | undefined;
  async function exported(): Promise<string[]> {
    if (lines) return lines;
    for (let index = 0; index < 3; index++) await grant(await newPerson(app, org));
    await grant(ada);
    await app.run(org, (ctx) => withdrawConsent(ctx, { addressId: ada.addressId, typeId, source: "phone" }));
    lines = await linesOf(org);
    return lines;
  }
  const joined = (lines: string[]) => lines.map((line) => `${line}\n`).join("");
  const at = (lines: string[], index: number) => lines[index] ?? "";

  test("agrees with the program, with or without the key", async () => {
    const text = joined(await exported());
    expect(verify("export.ndjson", text, keyFile())).toMatchObject({ status: 0 });
    expect(verify("export.ndjson", text)).toMatchObject({ status: 3, stdout: expect.stringContaining("NOT CHECKED") });
  });

  test.each<[string, (lines: string[]) => string[], RegExp]>([
    ["an edited event", (l) => l.with(2, at(l, 2).replace('"paper"', '"form"')), /event 2 was changed/],
    ["an edited text beside an event", (l) => l.with(2, at(l, 2).replace("page 2", "page 3")), /evidence was changed/],
    ["an event cut out", (l) => l.toSpliced(3, 1), /event 3 is missing/],
    ["two events swapped", (l) => l.with(2, at(l, 3)).with(3, at(l, 2)), /event 2 is missing/],
    ["an event doubled", (l) => l.toSpliced(2, 0, at(l, 2)), /event 3 is missing|event 2 is missing|doubled/],
    ["the signed end cut off", (l) => l.slice(0, -1), /signed end is missing/],
    ["the last event cut out", (l) => l.toSpliced(-2, 1), /are missing/],
    ["spaces added", (l) => l.with(1, at(l, 1).replace(":", ": ")), /not spelled/],
  ])("finds %s", async (_, change, fault) => {
    const { status, stdout } = verify("planted.ndjson", joined(change(await exported())), keyFile());
    expect(stdout).toMatch(fault);
    expect(status).toBe(1);
  });

  test("finds an export of a shorter past by a checkpoint that was kept", async () => {
    await grant(await newPerson(app, org));
    const past = joined(await linesOf(org));
    await grant(ada);
    await app.run(org, writeCheckpoint);
    const kept = path.join(folder, "kept.ndjson");
    writeFileSync(kept, joined((await readCheckpoints(app.platform, org.orgId)).map((line) => canonicalJson(line))));
    expect(verify("past.ndjson", past, keyFile()).status).toBe(0);
    const { status, stdout } = verify("past.ndjson", past, [...keyFile(), "--checkpoints", kept]);
    expect(stdout).toMatch(/events up to 2 were witnessed/);
    expect(status).toBe(1);
  });

  test("does not accept another installation's key", async () => {
    const strange = path.join(folder, "strange.pem");
    const { generateKeyPairSync } = await import("node:crypto");
    writeFileSync(strange, generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }));
    expect(verify("export.ndjson", joined(await exported()), ["--key", strange])).toMatchObject({ status: 1 });
  });
});
