import { readFileSync } from "node:fs";
import path from "node:path";
import { listTypes } from "../../server/modules/consent/index.ts";
import { createOrganisation } from "../../server/modules/identity/index.ts";
import type { BenchInstallation } from "./installation.ts";
import { secondsOf } from "./statistics.ts";

/** An organisation made of generated people. Made once, on first use, and shared by all benchmarks of a run. */
export interface DataSet {
  orgId: string;
  people: number;
  newsletter: string;
  personal: string;
  calls: string;
}

export interface DataSets {
  /** `people` contacts, each with an e-mail (most) and its consents to three types. */
  people: (people: number) => Promise<DataSet>;
  /** A ledger of exactly so many events. */
  ledger: (events: number) => Promise<DataSet>;
  /** A new organisation without anybody. */
  empty: () => Promise<DataSet>;
}

export function makeDataSets(installation: BenchInstallation, say: (line: string) => void): DataSets {
  const made = new Map<string, Promise<DataSet>>();
  const once = (key: string, make: () => Promise<DataSet>) => {
    const found = made.get(key) ?? make();
    made.set(key, found);
    return found;
  };
  const generate = async (name: string, wanted: { people: number; events: number | null }): Promise<DataSet> => {
    const found = await findKept(installation, { name, people: wanted.people });
    if (found) return found;
    let set: DataSet | undefined;
    const seconds = await secondsOf(async () => {
      set = await newOrganisation(installation, { name, people: wanted.people });
      await fill(installation, set, wanted.events);
    });
    say(`  data: ${name} made in ${seconds.toFixed(0)} s`);
    if (!set) throw new Error("no data set");
    return set;
  };
  return {
    people: (people) => once(`people ${people}`, () => generate(`people ${people}`, { people, events: null })),
    ledger: (events) =>
      once(`ledger ${events}`, () => generate(`ledger ${events}`, { people: Math.ceil(events / 2.9), events })),
    empty: () => newOrganisation(installation, { name: "empty", people: 0 }),
  };
}

interface Wanted {
  name: string;
  people: number;
}

async function newOrganisation(installation: BenchInstallation, { name, people }: Wanted): Promise<DataSet> {
  const { orgId } = await createOrganisation(installation.platform, { name, language: "fr" });
  return describe(installation, { orgId, people });
}

async function describe(
  installation: BenchInstallation,
  { orgId, people }: { orgId: string; people: number },
): Promise<DataSet> {
  const types = await installation.run(orgId, (ctx) => listTypes(ctx));
  const idOf = (code: string) => types.find((type) => type.code === code)?.typeId ?? "";
  return { orgId, people, newsletter: idOf("newsletter"), personal: idOf("personal"), calls: idOf("calls") };
}

/** In a folder that was kept from an earlier run. */
async function findKept(installation: BenchInstallation, { name, people }: Wanted): Promise<DataSet | undefined> {
  const [found] = await installation.asSuperuser<{ orgId: string }>(
    `SELECT org_id AS "orgId" FROM identity.organisations o WHERE name = '${name}'
     AND EXISTS (SELECT 1 FROM consent.current c WHERE c.org_id = o.org_id)`,
  );
  return found ? describe(installation, { orgId: found.orgId, people }) : undefined;
}

const folder = path.join(import.meta.dirname, "..", "data");

async function fill(installation: BenchInstallation, set: DataSet, events: number | null): Promise<void> {
  const [known] = await installation.asSuperuser<{ is: boolean }>(`SELECT to_regnamespace('bench') IS NOT NULL AS is`);
  if (!known?.is) await installation.asSuperuser(readFileSync(path.join(folder, "tools.sql"), "utf8"));
  const values: Record<string, string> = {
    org: `'${set.orgId}'::uuid`,
    people: String(set.people),
    events: events === null ? "NULL" : String(events),
  };
  const statements = ["people.sql", "ledger.sql"]
    .map((file) => readFileSync(path.join(folder, file), "utf8"))
    .join("\n")
    .replaceAll(/(?<!:):(org|people|events)\b/g, (_whole, key: string) => values[key] ?? "");
  // The rules that triggers and foreign keys enforce are kept by construction; enforced, a million people would take an hour.
  await installation.asSuperuser(
    `SET session_replication_role = replica; SET enable_nestloop = off; SET work_mem = '256MB';
     SET synchronous_commit = off;\n${statements}`,
  );
  await installation.asSuperuser("VACUUM ANALYZE");
}
