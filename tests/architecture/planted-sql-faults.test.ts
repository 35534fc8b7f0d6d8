import { expect, test } from "vitest";
import { plant } from "./planted-tree.ts";

const queries = "server/modules/campaigns/planted.queries.ts";

function planted(statement: string): string[] {
  return plant({
    [queries]: `import { sql } from "kysely";\nexport const planted = (x: string) => sql\`${statement}\`;`,
  });
}

const foreign: [fault: string, statement: string][] = [
  ["reads a table of another module", "SELECT 1 FROM contacts.contacts"],
  ["joins a table of another module", "SELECT 1 FROM campaigns.campaigns c LEFT JOIN contacts.contacts x ON true"],
  ["lists a table of another module after a comma", "SELECT 1 FROM campaigns.campaigns AS c, contacts.contacts x"],
  ["reads one in a subquery", "SELECT (SELECT count(*) FROM ONLY contacts.contacts)"],
  ["reads one in quotes", 'SELECT 1 FROM "contacts"."contacts"'],
  ["reads a view of a module that it may not import", "SELECT 1 FROM catalogue.articles"],
  ["reads a table of the floor", "SELECT 1 FROM platform.data_keys"],
  ["inserts into another module", "INSERT INTO contacts.contacts (org_id) VALUES (${x})"],
  ["inserts into a published view", "INSERT INTO contacts.contact_directory (org_id) VALUES (${x})"],
  ["updates another module", "UPDATE contacts.contacts SET name = ${x}"],
  ["updates another module under an alias", "UPDATE contacts.contacts AS c SET name = ${x}"],
  ["deletes from another module", "DELETE FROM contacts.contacts WHERE org_id = ${x}"],
  ["deletes using another module's table", "DELETE FROM campaigns.campaigns USING contacts.contacts c WHERE true"],
  [
    "merges into another module",
    "MERGE INTO contacts.contacts USING campaigns.recipients r ON true WHEN MATCHED THEN DELETE",
  ],
  ["truncates another module", "TRUNCATE contacts.contacts"],
  ["calls a function of another module", "SELECT contacts.form_name(${x})"],
  ["names a table without its schema", "SELECT 1 FROM recipients"],
];

test.each(foreign)("the check finds SQL that %s", (_, statement) => {
  expect(planted(statement)).toEqual([`sql-ownership ${queries}`]);
});

const clocks = [
  "now()",
  "clock_timestamp()",
  "CURRENT_TIMESTAMP",
  "current_date",
  "statement_timestamp()",
  "pg_catalog.now()",
];

test.each(clocks)("the check finds SQL that decides by %s", (clock) => {
  expect(planted(`UPDATE campaigns.campaigns SET ended_at = ${clock}`)).toEqual([`sql-clock ${queries}`]);
});

const allowed: [what: string, statement: string][] = [
  ["own tables", "SELECT c.contact_id FROM campaigns.campaigns AS contacts WHERE contacts.contact_id = ${x}"],
  ["published views below", "SELECT 1 FROM contacts.contact_directory d, contacts.address_book b"],
  ["the floor's functions", "SELECT platform.uuid_v7() FROM unnest(${x}::uuid[]) AS given (id)"],
  [
    "the names of WITH",
    "WITH a AS (SELECT 1), b (x) AS MATERIALIZED (SELECT 1) SELECT 1 FROM a JOIN b ON a.x IS DISTINCT FROM b.x",
  ],
  [
    "row locks and upserts",
    "INSERT INTO campaigns.campaigns VALUES (1) ON CONFLICT (org_id) DO UPDATE SET name = ${x}",
  ],
  ["locks for update", "SELECT 1 FROM campaigns.campaigns FOR UPDATE SKIP LOCKED"],
  ["words in texts and comments", "SELECT 'taken FROM contacts.contacts at now()' -- UPDATE contacts.contacts SET"],
  ["sub-strings by position", "SELECT substring(name FROM 3), trim(both FROM name) FROM campaigns.campaigns"],
  ["a column that is called like a clock", "SELECT c.current_date FROM campaigns.campaigns c"],
  ["interpolated relations", "SELECT 1 FROM ${x} AS audience"],
];

test.each(allowed)("the check allows %s", (_, statement) => {
  expect(planted(statement)).toEqual([]);
});

test("the check finds statements that are not visible", () => {
  const hidden = (text: string) => plant({ "server/modules/campaigns/x.ts": text });
  const expected = ["visible-sql server/modules/campaigns/x.ts"];
  expect(hidden("export const x = (sql: any, name: string) => sql.raw(name);")).toEqual(expected);
  expect(hidden("export const x = (sql: any, name: string) => sql.table(name);")).toEqual(expected);
  expect(hidden(`export const x = (tx: any) => tx.selectFrom("contacts.contacts");`)).toEqual(expected);
  expect(hidden(`export const x = (sql: any) => sql.raw("DESC");`)).toEqual([]);
});

const migration = "database/migrations/0081_campaigns_add_planted.sql";

const migrationFaults: [fault: string, text: string, expected: string[]][] = [
  ["creates a table elsewhere", "CREATE TABLE contacts.extra (org_id uuid);", [`sql-ownership ${migration}`]],
  [
    "alters a table elsewhere",
    "ALTER TABLE IF EXISTS contacts.contacts ADD extra text;",
    [`sql-ownership ${migration}`],
  ],
  [
    "creates an index elsewhere",
    "CREATE UNIQUE INDEX x ON contacts.contacts (org_id);",
    [`sql-ownership ${migration}`],
  ],
  [
    "puts a trigger on a table elsewhere",
    "CREATE TRIGGER x BEFORE UPDATE OR DELETE ON contacts.contacts FOR EACH ROW EXECUTE FUNCTION campaigns.x();",
    [`sql-ownership ${migration}`],
  ],
  ["grants on a table elsewhere", "GRANT SELECT ON contacts.contacts TO someone;", [`sql-ownership ${migration}`]],
  [
    "points a foreign key upwards",
    "CREATE TABLE campaigns.x (org_id uuid REFERENCES workspace.widgets (org_id));",
    [`sql-ownership ${migration}`],
  ],
  [
    "reads a table elsewhere in a view",
    "CREATE VIEW campaigns.x WITH (security_invoker = true) AS SELECT 1 FROM contacts.contacts;",
    [`sql-ownership ${migration}`],
  ],
  [
    "reads a table elsewhere in the body of a function",
    "CREATE FUNCTION campaigns.x() RETURNS int LANGUAGE sql AS $$ SELECT 1 FROM contacts.contacts $$;",
    [`sql-ownership ${migration}`],
  ],
  [
    "decides by the server's clock",
    "CREATE TABLE campaigns.x (org_id uuid, at timestamptz DEFAULT now());",
    [`sql-clock ${migration}`],
  ],
];

test.each(migrationFaults)("the check finds a migration that %s", (_, text, expected) => {
  expect(plant({ [migration]: text })).toEqual(expected);
});

test("a migration may point foreign keys down and react on changes of its own tables", () => {
  const text = `CREATE TABLE campaigns.x (org_id uuid, FOREIGN KEY (org_id) REFERENCES contacts.contacts (org_id));
CREATE TRIGGER x BEFORE UPDATE OR DELETE ON campaigns.x FOR EACH STATEMENT EXECUTE FUNCTION campaigns.refuse();`;
  expect(plant({ [migration]: text })).toEqual([]);
});

test("a trigger may name the rows of its statement, and only those go without a schema", () => {
  const text = (name: string) => `CREATE FUNCTION campaigns.x() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM 1 FROM ${name}; RETURN NULL; END $$;
CREATE TRIGGER x AFTER INSERT ON campaigns.x REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION campaigns.x();`;
  expect(plant({ [migration]: text("added") })).toEqual([]);
  expect(plant({ [migration]: text("others") })).toEqual([`sql-ownership ${migration}`]);
});

test("the check finds migrations without a module, with a wrong name, or with a number that is taken", () => {
  const named = (name: string) => plant({ [`database/migrations/${name}`]: "" });
  expect(named("0099_stranger_create_x.sql")).toEqual([
    "migration-name database/migrations/0099_stranger_create_x.sql",
  ]);
  expect(named("99-contacts.sql")).toEqual(["migration-name database/migrations/99-contacts.sql"]);
  expect(named("0020_contacts_second.sql")).toEqual(["migration-name database/migrations/0020_contacts_second.sql"]);
});
