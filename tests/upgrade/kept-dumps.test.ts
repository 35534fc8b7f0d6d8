import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, inject, test } from "vitest";
import { compareRows } from "../../scripts/dump/compare-rows.ts";
import { type DatabaseDump, readDumpFile } from "../../scripts/dump/dump-file.ts";
import { addressOf, type UpgradedDatabase, upgradeDump } from "../../scripts/dump/upgrade-dump.ts";
import { describeSchema } from "../../scripts/schema/describe-schema.ts";
import { readConfig } from "../../server/config.ts";
import { verifyLedger } from "../../server/modules/consent/index.ts";
import { runInOrganisation } from "../../server/platform/context.ts";
import { createPlatform } from "../../server/platform/create-platform.ts";
import { installQueue } from "../../server/platform/queue.ts";
import { withClient } from "../support/connect.ts";
import { template } from "../support/test-databases.ts";

const dumps = path.join(import.meta.dirname, "dumps");
const superuserUrl = inject("databases").superuserUrl;

/** Rows that a later migration changes on purpose, with the reason: "table" of "level". */
const changedOnPurpose: Readonly<Record<string, string>> = {};

test.each(readdirSync(dumps))(
  "%s is upgraded: schema, rows and ledgers",
  async (file) => {
    const dump = readDumpFile(path.join(dumps, file));
    const name = `placet_kept_${randomBytes(4).toString("hex")}`;
    const upgraded = await upgradeDump(superuserUrl, name, dump);
    try {
      const options = { runtimeRole: upgraded.runtimeRole };
      const schema = await withClient(upgraded.inspectUrl, (client) => describeSchema(client, options));
      expect(schema).toBe(await describeFreshSchema());
      const comparable = dump.tables.filter((table) => !(`${table.name} of ${dump.level}` in changedOnPurpose));
      expect(await withClient(upgraded.inspectUrl, (client) => compareRows(client, comparable))).toEqual([]);
      expect(await verifyLedgers(upgraded, dump)).toEqual([]);
    } finally {
      await withClient(superuserUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    }
  },
  120_000,
);

function describeFreshSchema(): Promise<string> {
  const options = { runtimeRole: `${template}_runtime` };
  return withClient(addressOf(superuserUrl, template), (client) => describeSchema(client, options));
}

/** The organisations whose ledger does not verify, by the program itself on the upgraded database. */
async function verifyLedgers(upgraded: UpgradedDatabase, dump: DatabaseDump): Promise<unknown[]> {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), "placet-kept-"));
  for (const [file, text] of Object.entries(dump.files)) {
    mkdirSync(path.dirname(path.join(dataFolder, file)), { recursive: true });
    writeFileSync(path.join(dataFolder, file), text);
  }
  const config = readConfig({ PLACET_DATA: dataFolder, PLACET_SECRET_KEY: dump.installationKey, LOG_LEVEL: "error" });
  await installQueue(upgraded.ownerUrl, upgraded.runtimeRole, []);
  const { platform, stop } = await createPlatform({ config, runtimeUrl: upgraded.runtimeUrl, subscriptions: [] });
  try {
    const { rows } = await withClient(upgraded.inspectUrl, (client) =>
      client.query<{ org_id: string; events: number }>(
        `SELECT o.org_id, (SELECT count(*) FROM consent.ledger l WHERE l.org_id = o.org_id) AS events
         FROM identity.organisations o ORDER BY o.org_id`,
      ),
    );
    expect(rows.some((row) => Number(row.events) > 0)).toBe(true);
    const verified = [];
    for (const { org_id: orgId, events } of rows) {
      const actor = { kind: "system", name: "upgrade test" } as const;
      const { isIntact, events: seen, fault } = await runInOrganisation(platform, { orgId, actor }, verifyLedger);
      verified.push({ orgId, isSound: isIntact && seen === Number(events), fault });
    }
    return verified.filter((each) => !each.isSound);
  } finally {
    await stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
