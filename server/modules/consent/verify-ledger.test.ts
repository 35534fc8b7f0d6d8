import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { newPerson, typesOf } from "../../../tests/support/people.ts";
import { startTestApp, type TestApp, type TestOrganisation } from "../../../tests/support/test-app.ts";
import { runInOrganisation } from "../../platform/context.ts";
import { consentCommands } from "./commands.ts";
import { recordGrant, verifyLedger, withdrawConsent } from "./index.ts";
import { hashWording } from "./ledger-hash.ts";
import {
  findFirstRehashed,
  findLinkedUpTo,
  listDoubtfulCommitments,
  listDoubtfulProofs,
} from "./ledger-suspects.queries.ts";
import { listWordings } from "./ledger-verify.queries.ts";
import { writeCheckpoint } from "./write-checkpoint.ts";

let app: TestApp;
let folder: string;
let org: TestOrganisation;
let file: string;

beforeAll(async () => {
  app = await startTestApp();
  folder = mkdtempSync(path.join(os.tmpdir(), "placet-ledger-"));
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  org = await app.newOrganisation();
  file = path.join(folder, `${org.orgId}.ndjson`);
  await fill(4);
});

async function fill(people: number): Promise<void> {
  const { newsletter: typeId } = await typesOf(app, org);
  for (let index = 0; index < people; index++) {
    const { addressId } = await newPerson(app, org);
    await app.run(org, (ctx) =>
      recordGrant(ctx, { addressId, typeId, givenOn: "2025-02-03", source: "paper", evidence: `form ${index}` }),
    );
    await app.run(org, (ctx) => withdrawConsent(ctx, { addressId, typeId, source: "phone" }));
  }
}

async function command(
  name: string,
  options: Record<string, string>,
): Promise<{ code: number | undefined; output: string }> {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    const definition = consentCommands.find((one) => one.name === name);
    const code = await definition?.run(app.platform, options);
    return { code, output: write.mock.calls.map(([text]) => String(text)).join("") };
  } finally {
    write.mockRestore();
  }
}

/** As somebody with all rights on the database and no manners. */
async function tamper(statement: string): Promise<void> {
  const guarded = ["ledger", "current", "chain_heads", "event_details", "grant_holders", "address_locks"];
  const each = (change: string) => guarded.map((table) => `ALTER TABLE consent.${table} ${change};`).join("");
  await app.asOwner(`
    ${each("DISABLE TRIGGER USER")} ${each("NO FORCE ROW LEVEL SECURITY")}
    ${statement};
    ${each("ENABLE TRIGGER USER")}`);
}

async function all<Row>(pages: AsyncGenerator<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

const of = (column: string, seq: number) =>
  `(SELECT ${column} FROM consent.ledger WHERE org_id = '$org' AND seq = ${seq})`;

describe("verify-ledger on the database", () => {
  test("finds it intact, and says how many events it read", async () => {
    const { code, output } = await command("verify-ledger", { org: org.orgId });
    expect({ code, output }).toEqual({ code: 0, output: `${org.orgId}: 8 events, 0 known checkpoints: intact\n` });
  });

  test.each<[string, string, { kind: string; seq: number | null }]>([
    [
      "a changed source",
      "UPDATE consent.ledger SET source = 'website' WHERE org_id = '$org' AND seq = 3",
      { kind: "changed-record", seq: 3 },
    ],
    [
      "a moved time",
      "UPDATE consent.ledger SET occurred_at = occurred_at + interval '1 ms' WHERE org_id = '$org' AND seq = 5",
      { kind: "changed-record", seq: 5 },
    ],
    [
      "a refusal made a consent",
      "UPDATE consent.ledger SET kind = 'granted', state_after = 'accepted' WHERE org_id = '$org' AND seq = 8",
      { kind: "changed-record", seq: 8 },
    ],
    [
      "an event that another one follows on",
      "UPDATE consent.ledger SET prev_hash = repeat('a', 64) WHERE org_id = '$org' AND seq = 6",
      { kind: "broken-chain", seq: 6 },
    ],
    [
      "another evidence beside an event",
      "UPDATE consent.event_details SET evidence = 'form 9' WHERE org_id = '$org' AND event_id = $event3",
      { kind: "changed-record", seq: 3 },
    ],
    [
      "another salt of an address",
      "UPDATE consent.address_locks SET salt = repeat('a', 64) WHERE org_id = '$org' AND subject_id = $subject7",
      { kind: "changed-record", seq: 7 },
    ],
    [
      "a longer salt of an address",
      "UPDATE consent.address_locks SET salt = salt || 'ff' WHERE org_id = '$org' AND subject_id = $subject7",
      { kind: "changed-record", seq: 7 },
    ],
    [
      "what is no salt beside an event",
      "UPDATE consent.event_details SET evidence_salt = 'no salt' WHERE org_id = '$org' AND event_id = $event3",
      { kind: "changed-record", seq: 3 },
    ],
    [
      "a state that its events do not give",
      "UPDATE consent.current SET state = 'accepted' WHERE org_id = '$org' AND ctid = (SELECT min(ctid) FROM consent.current WHERE org_id = '$org')",
      { kind: "fold-differs", seq: 2 },
    ],
  ])("finds %s", async (...[, statement, fault]) => {
    await tamper(
      statement
        .replace("$event3", () => of("event_id", 3))
        .replace("$subject7", () => of("subject_id", 7))
        .replaceAll("$org", org.orgId),
    );
    expect((await app.run(org, verifyLedger)).fault).toEqual(fault);
    expect((await command("verify-ledger", { org: org.orgId })).code).toBe(1);
  });

  test("has the database say of each event that it is as it was written", async () => {
    const doubts = await app.run(org, async (ctx) => {
      const wordings = new Map((await listWordings(ctx)).map((row) => [row.wordingId, hashWording(row)]));
      return {
        linkedUpTo: await findLinkedUpTo(ctx, 8),
        rehashed: await findFirstRehashed(ctx, 8),
        commitments: await all(listDoubtfulCommitments(ctx, 8)),
        proofs: await all(listDoubtfulProofs(ctx, 8, wordings)),
      };
    });
    expect(doubts).toEqual({ linkedUpTo: 8, rehashed: { seq: null, gapSeqs: [] }, commitments: [], proofs: [] });
  });

  test("reads what the database cannot say by itself: quotes, backslashes, accents in two spellings", async () => {
    const { newsletter: typeId } = await typesOf(app, org);
    for (const name of ['a "quoted" job', "a back\\slash", "a line\nbreak", "une mise a\u0300 jour"]) {
      const { addressId } = await newPerson(app, org);
      await runInOrganisation(app.platform, { orgId: org.orgId, actor: { kind: "system", name } }, (ctx) =>
        withdrawConsent(ctx, { addressId, typeId, source: "website", evidence: { note: name } }),
      );
    }
    expect(await app.run(org, verifyLedger)).toMatchObject({ isIntact: true, events: 12 });
    const escaped = String.raw`UPDATE consent.ledger SET actor_ref = 'a \"quoted\" job' WHERE org_id = '${org.orgId}' AND seq = 9`;
    await tamper(escaped);
    expect((await app.run(org, verifyLedger)).fault).toEqual({ kind: "changed-record", seq: 9 });
  });

  test("finds an event that is not there any more", async () => {
    await tamper(`UPDATE consent.ledger SET seq = 100 WHERE org_id = '${org.orgId}' AND seq = 4`);
    expect((await app.run(org, verifyLedger)).fault).toEqual({ kind: "wrong-sequence", seq: 4 });
  });

  test("finds that the last event is missing, and says where", async () => {
    await tamper(`UPDATE consent.ledger SET seq = 100 WHERE org_id = '${org.orgId}' AND seq = 8`);
    expect(await app.run(org, verifyLedger)).toMatchObject({ events: 7, fault: { kind: "incomplete", seq: 8 } });
  });

  test("finds a cut end by the checkpoint that was kept outside", async () => {
    await app.run(org, writeCheckpoint);
    await tamper(
      `
      DELETE FROM consent.current WHERE org_id = '${org.orgId}' AND event_id IN (SELECT event_id FROM consent.ledger WHERE org_id = '${org.orgId}' AND seq > 6);
      DELETE FROM consent.grant_holders WHERE event_id IN (SELECT event_id FROM consent.ledger WHERE org_id = '${org.orgId}' AND seq > 6);
      DELETE FROM consent.event_details WHERE event_id IN (SELECT event_id FROM consent.ledger WHERE org_id = '${org.orgId}' AND seq > 6);
      DELETE FROM consent.ledger WHERE org_id = '${org.orgId}' AND seq > 6;
      UPDATE consent.chain_heads SET seq = 6, hash = (SELECT hash FROM consent.ledger WHERE org_id = '${org.orgId}' AND seq = 6) WHERE org_id = '${org.orgId}'`,
    );
    expect((await app.run(org, verifyLedger)).fault).toEqual({ kind: "incomplete", seq: 8 });
  });

  test("is not put out by events that come while it reads", async () => {
    const { newsletter: typeId } = await typesOf(app, org);
    const people = await Promise.all(Array.from({ length: 10 }, () => newPerson(app, org)));
    const writes = people.map(({ addressId }) =>
      app.run(org, (ctx) => withdrawConsent(ctx, { addressId, typeId, source: "phone" })),
    );
    const results = await Promise.all(Array.from({ length: 3 }, () => app.run(org, verifyLedger)));
    await Promise.all(writes);
    expect(results.map((result) => result.fault)).toEqual([null, null, null]);
  });
});

describe("verify-ledger on an export", () => {
  const verify = (options: Record<string, string> = {}) => command("verify-ledger", { file, ...options });

  beforeEach(async () => {
    expect((await command("export-ledger", { org: org.orgId, file })).output).toContain("8 events");
  });

  const rewrite = (change: (lines: string[]) => string[]) => {
    const lines = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "");
    writeFileSync(file, `${change(lines).join("\n")}\n`);
  };

  test("finds it intact, with the checkpoint that the export left outside", async () => {
    expect(await verify()).toEqual({ code: 0, output: `${file}: 8 events, 1 known checkpoints: intact\n` });
  });

  test.each<[string, (lines: string[]) => string[], string]>([
    ["a deleted event", (lines) => lines.toSpliced(4, 1), "wrong-sequence at event 4"],
    ["an inserted event", (lines) => lines.toSpliced(4, 0, lines[4] ?? ""), "wrong-sequence at event 5"],
    [
      "two swapped events",
      (lines) => lines.with(4, lines[5] ?? "").with(5, lines[4] ?? ""),
      "wrong-sequence at event 4",
    ],
    ["a cut end", (lines) => lines.slice(0, -3), "checkpoint-missing at event 5"],
    ["another evidence", (lines) => lines.map((line) => line.replace("form 2", "form 9")), "changed-record at event 5"],
    [
      "another name beside an event",
      (lines) => lines.map((line) => line.replace("Ada Test", "Eve Test")),
      "changed-record",
    ],
  ])("finds %s", async (...[, change, found]) => {
    rewrite(change);
    const { code, output } = await verify();
    expect(code).toBe(1);
    expect(output).toContain(`NOT INTACT, ${found}`);
  });

  test("finds an older export in the place of the newest", async () => {
    const older = readFileSync(file, "utf8");
    await fill(1);
    await command("export-ledger", { org: org.orgId, file });
    writeFileSync(file, older);
    expect((await verify()).output).toContain("NOT INTACT, incomplete at event 10");
  });

  test("trusts the given key and checkpoints, and no others", async () => {
    const key = path.join(folder, "other.pem");
    writeFileSync(
      key,
      "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n",
    );
    expect((await verify({ publicKey: key })).output).toContain("NOT INTACT, checkpoint-signature");
  });
});
