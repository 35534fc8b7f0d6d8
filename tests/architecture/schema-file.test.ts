import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, inject, test } from "vitest";
import { describeSchema } from "../../scripts/schema/describe-schema.ts";
import { withClient } from "../support/connect.ts";
import { copyDatabase, template } from "../support/test-databases.ts";

const options = { runtimeRole: `${template}_runtime` };

test("all migrations together give exactly database/schema.sql (else: node scripts/write-schema.ts)", async () => {
  const database = await copyDatabase(inject("databases").superuserUrl);
  try {
    const described = await withClient(database.ownerUrl, (client) => describeSchema(client, options));
    expect(described).toBe(readFileSync(path.resolve(import.meta.dirname, "../../database/schema.sql"), "utf8"));
  } finally {
    await database.drop();
  }
});

const changes = [
  "ALTER TABLE identity.shops ADD COLUMN planted text",
  "ALTER TABLE identity.shops ALTER COLUMN name DROP NOT NULL",
  "ALTER TABLE identity.shops ALTER COLUMN is_default SET DEFAULT true",
  "ALTER TABLE identity.shops ALTER COLUMN city TYPE varchar(30)",
  "ALTER TABLE identity.shops DROP CONSTRAINT shops_name_check",
  "ALTER TABLE identity.shops ADD CONSTRAINT planted UNIQUE (org_id, city)",
  "ALTER TABLE identity.shops NO FORCE ROW LEVEL SECURITY",
  "ALTER TABLE identity.shops DISABLE ROW LEVEL SECURITY",
  "CREATE POLICY planted ON identity.shops USING (true)",
  "ALTER POLICY organisation ON identity.shops WITH CHECK (true)",
  "CREATE INDEX planted ON identity.shops (org_id, city)",
  "DROP INDEX identity.shops_one_default",
  `GRANT DELETE ON identity.shops TO ${template}_runtime`,
  "DROP TRIGGER entries_append_only ON audit.entries",
  "ALTER TABLE audit.entries DISABLE TRIGGER entries_append_only",
  "CREATE OR REPLACE FUNCTION platform.current_org() RETURNS uuid LANGUAGE sql AS 'SELECT null::uuid'",
  "ALTER FUNCTION platform.current_org() SECURITY DEFINER",
  "CREATE VIEW identity.planted AS SELECT 1 AS one",
  "CREATE SCHEMA planted",
  "CREATE TYPE identity.planted AS ENUM ('one')",
];

test("the description tells every change of the schema", async () => {
  const database = await copyDatabase(inject("databases").superuserUrl);
  try {
    await withClient(database.ownerUrl, async (client) => {
      const before = await describeSchema(client, options);
      for (const change of changes) {
        await client.query("BEGIN");
        await client.query(change);
        const after = await describeSchema(client, options);
        await client.query("ROLLBACK");
        expect(after === before ? `not told: ${change}` : "told").toBe("told");
      }
      expect(await describeSchema(client, options)).toBe(before);
    });
  } finally {
    await database.drop();
  }
});
