import type pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { definerFunctions, ledgers, openRelations } from "../../architecture/database-walls.ts";
import { modules } from "../../architecture/modules.ts";
import { withClient } from "../support/connect.ts";
import { copyDatabase, template } from "../support/test-databases.ts";
import { checkCatalogue } from "./catalogue-rules.ts";

const lists = { runtimeRole: `${template}_runtime`, openRelations, definerFunctions, ledgers };
let database: Awaited<ReturnType<typeof copyDatabase>>;
beforeAll(async () => {
  database = await copyDatabase(inject("databases").superuserUrl);
});
afterAll(() => database.drop());

/** As superuser and rolled back, so that every fault starts from the sound catalogue. */
function inTransaction<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const url = new URL(inject("databases").superuserUrl);
  url.pathname = `/${database.name}`;
  return withClient(url.toString(), async (client) => {
    await client.query("BEGIN");
    try {
      return await work(client);
    } finally {
      await client.query("ROLLBACK");
    }
  });
}

test("the catalogue keeps every promise about organisations", async () => {
  expect(await inTransaction((client) => checkCatalogue(client, lists))).toEqual([]);
});

test("what the migrations open is exactly what is listed with a reason", async () => {
  const opened = await inTransaction(async (client) => {
    const { rows } = await client.query<{ relation: string; open_reason: string }>(
      "SELECT relation, open_reason FROM platform.runtime_rights WHERE open_reason IS NOT NULL ORDER BY relation",
    );
    return rows;
  });
  const ownTables = Object.keys(openRelations).filter((name) => !name.startsWith("platform.migrations"));
  expect(opened.map((row) => row.relation)).toEqual(ownTables.sort());
  expect(opened.filter((row) => row.open_reason.length < 20)).toEqual([]);
});

test("what the migrations publish is exactly what the module graph says", async () => {
  const published = await inTransaction(async (client) => {
    const { rows } = await client.query<{ view: string }>(
      `SELECT c.oid::regclass::text AS view FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'v' AND n.nspname = ANY ($1) ORDER BY 1`,
      [modules.map((row) => row.schema)],
    );
    return rows.map((row) => row.view);
  });
  const named = modules.flatMap((row) => row.publishedViews.map((view) => `${row.schema}.${view}`));
  expect(published).toEqual(named.sort());
});

const runtime = `${template}_runtime`;
const tenantTable = "CREATE TABLE identity.planted (org_id uuid NOT NULL, id uuid, PRIMARY KEY (org_id, id))";
const wall = "(org_id = platform.current_org())";
const secured = `${tenantTable}; ALTER TABLE identity.planted ENABLE ROW LEVEL SECURITY; ALTER TABLE identity.planted FORCE ROW LEVEL SECURITY;
  CREATE POLICY p ON identity.planted USING ${wall} WITH CHECK ${wall}`;

const security = "row-level security is enabled and forced";
const policies = "every policy of the runtime role binds reading and writing to the organisation";
const unique = "every primary and unique key starts with org_id";
const foreign = "every foreign key starts with org_id on both sides";
const definer = "a function that runs as its owner stands on the list and has its own search_path";

const faults: [fault: string, statement: string, findings: [rule: string, subject: string][]][] = [
  ["nothing, when a table is sound", secured, []],
  ["a tenant table without row-level security", tenantTable, [[security, "identity.planted"]]],
  [
    "row-level security that spares the owner",
    `${secured}; ALTER TABLE identity.planted NO FORCE ROW LEVEL SECURITY`,
    [[security, "identity.planted"]],
  ],
  ["a policy gone", "DROP POLICY organisation ON identity.shops", [[policies, "identity.shops"]]],
  [
    "a policy that writes anything",
    "ALTER POLICY organisation ON identity.shops WITH CHECK (true)",
    [[policies, "identity.shops"]],
  ],
  [
    "a second policy that opens",
    "CREATE POLICY p ON identity.shops FOR SELECT USING (true)",
    [[policies, "identity.shops"]],
  ],
  [
    "a policy that opens for the runtime role",
    `CREATE POLICY p ON identity.shops FOR SELECT TO ${runtime} USING (true)`,
    [[policies, "identity.shops"]],
  ],
  [
    "an organisation that may be null",
    `${secured.replace("org_id uuid NOT NULL, id uuid, PRIMARY KEY (org_id, id)", "org_id uuid, id uuid")}`,
    [["org_id is never null", "identity.planted"]],
  ],
  [
    "a table without organisation",
    "CREATE TABLE identity.planted (id uuid)",
    [["a table has org_id or stands on the list", "identity.planted"]],
  ],
  [
    "a unique index over all organisations",
    "CREATE UNIQUE INDEX planted ON identity.shops (name)",
    [[unique, "identity.planted"]],
  ],
  [
    "a key that ends with the organisation",
    "ALTER TABLE identity.shops ADD CONSTRAINT planted UNIQUE (name, org_id)",
    [[unique, "identity.planted"]],
  ],
  [
    "a foreign key without organisation",
    `${secured}; ALTER TABLE identity.planted ADD shop_id uuid; CREATE UNIQUE INDEX alone ON identity.shops (shop_id);
     ALTER TABLE identity.planted ADD CONSTRAINT crossing FOREIGN KEY (shop_id) REFERENCES identity.shops (shop_id)`,
    [
      [unique, "identity.alone"],
      [foreign, "crossing"],
    ],
  ],
  [
    "an unlisted function that runs as its owner",
    "CREATE FUNCTION identity.planted() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT 1'",
    [[definer, "identity.planted"]],
  ],
  [
    "a listed one that lost its search_path",
    "ALTER FUNCTION identity.find_accounts_by_email RESET search_path",
    [[definer, "identity.find_accounts_by_email"]],
  ],
  [
    "a view with its owner's rights",
    "CREATE VIEW identity.planted AS SELECT org_id FROM identity.shops",
    [["a view reads with the rights of who asks", "identity.planted"]],
  ],
  [
    "a table of the runtime role",
    `${secured}; ALTER TABLE identity.planted OWNER TO ${runtime}`,
    [
      ["the runtime role never truncates, references or hangs on triggers", "identity.planted"],
      ["the runtime role owns nothing", "identity.planted"],
    ],
  ],
  [
    "a runtime role that passes by",
    `ALTER ROLE ${runtime} BYPASSRLS`,
    [["the runtime role is bound by row-level security", runtime]],
  ],
  [
    "a runtime role that may become superuser",
    `CREATE ROLE planted SUPERUSER; GRANT planted TO ${runtime}`,
    [["the runtime role is bound by row-level security", "planted"]],
  ],
  [
    "a runtime role that makes tables",
    `GRANT CREATE ON SCHEMA identity TO ${runtime}`,
    [["the runtime role makes no tables", "identity"]],
  ],
  [
    "a right to truncate",
    `GRANT TRUNCATE ON identity.shops TO ${runtime}`,
    [["the runtime role never truncates, references or hangs on triggers", "identity.shops"]],
  ],
  [
    "a ledger that may be changed",
    `GRANT UPDATE (action) ON audit.entries TO ${runtime}`,
    [["the runtime role may only add to a ledger", "audit.entries"]],
  ],
  [
    "a ledger without its trigger",
    "ALTER TABLE audit.entries DISABLE TRIGGER entries_append_only",
    [
      ["a trigger refuses to change a ledger", "UPDATE audit.entries SET org_id = org_id"],
      ["a trigger refuses to change a ledger", "DELETE FROM audit.entries"],
      ["a trigger refuses to change a ledger", "TRUNCATE audit.entries CASCADE"],
    ],
  ],
];

test.each(faults)("the catalogue check finds %s", async (_, statement, expected) => {
  const found = await inTransaction(async (client) => {
    const before = await checkCatalogue(client, lists);
    await client.query(statement);
    const after = await checkCatalogue(client, lists);
    return after.filter(
      (finding) => !before.some((old) => old.rule === finding.rule && old.subject === finding.subject),
    );
  });
  const inOrder = (findings: [string, string][]) => findings.map((finding) => finding.join(": ")).sort();
  expect(inOrder(found.map((finding) => [finding.rule, finding.subject]))).toEqual(inOrder(expected));
});
