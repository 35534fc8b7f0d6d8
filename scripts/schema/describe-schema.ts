import type pg from "pg";
import { describeFunctions, describeTypes, describeViews } from "./describe-routines.ts";
import { describeTables } from "./describe-tables.ts";
import { type DescribeOptions, ownSchemas } from "./schema-part.ts";

const heading =
  "-- What all migrations together give, for reading. Written by `node scripts/write-schema.ts`; do not edit.\n";

/**
 * The schema of a migrated database as deterministic text, read from the catalogue alone. Left out: what PostgreSQL and
 * its extensions own, and the queue's tables, which the library keeps.
 */
export async function describeSchema(client: pg.ClientBase, options: DescribeOptions): Promise<string> {
  // Names are always written with their schema, whatever the connection's path is.
  await client.query("SELECT set_config('search_path', 'pg_catalog', false)");
  const schemas = await listSchemas(client);
  const kinds = [
    await describeTypes(client),
    await describeTables(client, options),
    await describeViews(client, options),
    await describeFunctions(client),
  ];
  const sections = schemas.map((schema) => {
    const parts = kinds.flatMap((kind) => kind.filter((part) => part.schema === schema));
    return [`CREATE SCHEMA ${schema};`, ...parts.map((part) => part.text)].join("\n\n");
  });
  return `${[heading + (await describeExtensions(client)), ...sections].join("\n\n")}\n`;
}

async function describeExtensions(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT extname AS name FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY extname",
  );
  return rows.map((row) => `CREATE EXTENSION ${row.name};`).join("\n");
}

async function listSchemas(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ schema: string }>(`SELECT schema FROM ${ownSchemas} s ORDER BY schema`);
  return rows.map((row) => row.schema);
}
