import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { compareRows } from "../../scripts/dump/compare-rows.ts";
import { type DatabaseDump, readDumpFile, writeDumpFile } from "../../scripts/dump/dump-file.ts";
import { readDump } from "../../scripts/dump/read-dump.ts";
import { addressOf, editedMigrations, type UpgradedDatabase, upgradeDump } from "../../scripts/dump/upgrade-dump.ts";
import { describeSchema } from "../../scripts/schema/describe-schema.ts";
import { migrate } from "../../server/platform/database/migrate.ts";
import { prepareDatabase } from "../../server/platform/database/prepare-roles.ts";
import { withClient } from "../support/connect.ts";
import { template } from "../support/test-databases.ts";

const level = "0012_identity_create_accounts";
const suffix = randomBytes(4).toString("hex");
const superuserUrl = inject("databases").superuserUrl;
const folder = mkdtempSync(path.join(os.tmpdir(), "placet-dump-"));
let dump: DatabaseDump;
let upgraded: UpgradedDatabase;

beforeAll(async () => {
  const { ownerUrl } = await prepareDatabase(superuserUrl, `placet_old_${suffix}`);
  await migrate(ownerUrl, `placet_old_${suffix}_runtime`, level);
  dump = await withClient(addressOf(superuserUrl, `placet_old_${suffix}`), async (client) => {
    await seed(client);
    return await readDump(client, { installationKey: "00".repeat(32), files: {} });
  });
  const file = path.join(folder, "small.json.gz");
  writeDumpFile(file, dump);
  upgraded = await upgradeDump(superuserUrl, `placet_new_${suffix}`, readDumpFile(file));
}, 60_000);

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await withClient(superuserUrl, async (client) => {
    for (const name of [`placet_old_${suffix}`, `placet_new_${suffix}`]) {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await client.query(`DROP ROLE IF EXISTS ${name}_owner`);
      await client.query(`DROP ROLE IF EXISTS ${name}_runtime`);
    }
  });
});

/** Every kind of value that a text form could spoil: nulls, quotes, other scripts, microseconds, bytes, lists, JSON. */
async function seed(client: pg.Client): Promise<void> {
  await client.query(`
    INSERT INTO identity.organisations (org_id, name, language, time_zone, default_country, created_at)
    SELECT platform.uuid_v7(), E'L''«été» \\\\ "\\t\\U0001F525 ' || n, 'fr', 'Europe/Paris', 'FR', '2026-03-29 01:59:59.123456+00'
    FROM generate_series(1, 700) n;
    INSERT INTO identity.shops (org_id, shop_id, name, city, is_default)
    SELECT org_id, platform.uuid_v7(), 'Ω', null, true FROM identity.organisations;
    INSERT INTO identity.api_keys (org_id, api_key_id, name, prefix, secret_hash, policies)
    SELECT org_id, platform.uuid_v7(), 'key', 'p', decode('00ff5c27', 'hex'), ARRAY['a,"b"', '{}', ''] FROM identity.organisations;
    INSERT INTO audit.entries (org_id, entry_id, actor_kind, action, subject_kind, details, request_id)
    SELECT org_id, platform.uuid_v7(), 'system', 'x', 'y', '{"deep": ["é", null, 1.50]}', 'r' FROM identity.organisations;`);
}

function inspect<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  return withClient(upgraded.inspectUrl, work);
}

test("a dump holds every row and stands in the order of its foreign keys", () => {
  const names = dump.tables.map((table) => table.name);
  expect(dump.level).toBe(level);
  expect(dump.tables.find((table) => table.name === "identity.organisations")?.rows).toHaveLength(700);
  expect(names.indexOf("identity.organisations")).toBeLessThan(names.indexOf("identity.shops"));
  expect(names.indexOf("identity.users")).toBeLessThan(names.indexOf("identity.sessions"));
});

test("a restored and upgraded database has the schema of a fresh one", async () => {
  const fresh = await withClient(addressOf(superuserUrl, template), (client) =>
    describeSchema(client, { runtimeRole: `${template}_runtime` }),
  );
  const old = await inspect((client) => describeSchema(client, { runtimeRole: upgraded.runtimeRole }));
  expect(upgraded.applied.length).toBeGreaterThan(0);
  expect(old).toBe(fresh);
});

test("a restored and upgraded database has the rows of the dump", async () => {
  expect(await inspect((client) => compareRows(client, dump.tables))).toEqual([]);
});

const losses: [loss: string, statement: string, problem: string][] = [
  [
    "a lost row",
    "DELETE FROM identity.shops WHERE shop_id = (SELECT min(shop_id::text)::uuid FROM identity.shops)",
    "699 rows",
  ],
  ["a changed value", "UPDATE identity.api_keys SET policies = '{a}'", "identity.api_keys has other contents"],
  [
    "a rounded time",
    "UPDATE identity.organisations SET created_at = date_trunc('second', created_at)",
    "other contents",
  ],
  ["a swapped organisation", "UPDATE identity.shops s SET name = s.org_id::text", "identity.shops has other contents"],
  ["a lost column", "ALTER TABLE identity.shops DROP COLUMN city CASCADE", "identity.shops.city is gone"],
];

test.each(losses)("the comparison finds %s", async (_, statement, problem) => {
  const problems = await inspect(async (client) => {
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = replica");
    await client.query(statement);
    const found = await compareRows(client, dump.tables);
    await client.query("ROLLBACK");
    return found;
  });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(problem);
});

test("a dump is refused when one of its migrations was edited or renamed", async () => {
  const edited = { ...dump, migrations: { ...dump.migrations, [level]: "0".repeat(64) } };
  expect(editedMigrations(dump)).toEqual([]);
  expect(editedMigrations(edited)).toEqual([level]);
  await expect(upgradeDump(superuserUrl, `placet_edited_${suffix}`, edited)).rejects.toThrow("never edited");
});

test("a role that sees only its organisation makes no dump", async () => {
  await expect(
    withClient(upgraded.ownerUrl, (client) => readDump(client, { installationKey: "", files: {} })),
  ).rejects.toThrow("every organisation");
});
