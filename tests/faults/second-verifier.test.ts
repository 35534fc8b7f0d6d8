import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportLedger } from "../../server/modules/consent/export-ledger.ts";
import { recordGrant, withdrawConsent } from "../../server/modules/consent/index.ts";
import { eraseContact } from "../../server/modules/contacts/index.ts";
import { newPerson, typesOf } from "../support/people.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const program = path.resolve(import.meta.dirname, "second-verifier.py");
let app: TestApp;
let folder: string;
let lines: string[];
beforeAll(async () => {
  app = await startTestApp();
  folder = mkdtempSync(path.join(os.tmpdir(), "placet-second-verifier-"));
  writeFileSync(path.join(folder, "key.pem"), app.platform.keys.publicKeyPem);
  lines = await exportOfManyKinds();
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function exportOfManyKinds(): Promise<string[]> {
  const org = await app.newOrganisation();
  const { newsletter: typeId } = await typesOf(app, org);
  const people = [await newPerson(app, org), await newPerson(app, org), await newPerson(app, org)];
  const evidence = 'Zoe\u0301 said "yes" \u{1f642}\u2028\t\u0007';
  for (const { addressId } of people) {
    await app.run(org, (ctx) =>
      recordGrant(ctx, { addressId, typeId, givenOn: "2025-02-03", source: "paper", evidence }),
    );
    await app.run(org, (ctx) => withdrawConsent(ctx, { addressId, typeId, source: "phone" }));
  }
  await app.run(org, (ctx) => eraseContact(ctx, people[0]?.contactId ?? ""));
  return app.run(org, async (ctx) => {
    const all: string[] = [];
    for await (const line of exportLedger(ctx)) all.push(line);
    return all;
  });
}

function verify(changed: string[]): { status: number | null; said: string } {
  const file = path.join(folder, "export.ndjson");
  writeFileSync(file, changed.map((line) => `${line}\n`).join(""));
  const { status, stdout, stderr } = spawnSync("python3", [program, file, path.join(folder, "key.pem")], {
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

test("C-11 a program in another language, written from the document alone, agrees with ours", () => {
  expect(verify(lines)).toEqual({ status: 0, said: `${lines.length - 2} events: everything fits\n` });
});

test.each<[string, (all: string[]) => string[], string]>([
  ["another way", (all) => all.with(2, all[2]?.replace('"phone"', '"paper"') ?? ""), "event 2 was changed"],
  ["a missing event", (all) => all.toSpliced(3, 1), "event 3 is not where it belongs"],
  ["other evidence", (all) => all.map((line) => line.replace("said", "says")), "has other evidence"],
  ["a cut end", (all) => all.toSpliced(-2, 1), "the end is another"],
  [
    "another moment of the export",
    (all) => all.with(0, all[0]?.replace(/T\d\d/, "T99") ?? ""),
    "something beside was changed",
  ],
  [
    "another signature",
    (all) => all.with(-1, all.at(-1)?.replace(/"signature":"..../, '"signature":"AAAA') ?? ""),
    "was not made with this key",
  ],
])("C-11 it finds %s", (_, change, fault) => {
  const changed = change(lines);
  expect(changed).not.toEqual(lines);
  expect(verify(changed)).toMatchObject({ status: 1, said: expect.stringContaining(fault) });
});
