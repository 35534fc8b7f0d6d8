import { writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { migrate } from "../server/platform/database/migrate.ts";
import { prepareDatabase } from "../server/platform/database/prepare-roles.ts";
import { describeSchema } from "./schema/describe-schema.ts";
import { openScratchServer } from "./schema/open-scratch-server.ts";

// Writes database/schema.sql from the migrations; a test fails while the file says something else.
const server = await openScratchServer();
try {
  const { ownerUrl } = await prepareDatabase(server.superuserUrl, "placet_schema");
  const runtimeRole = "placet_schema_runtime";
  await migrate(ownerUrl, runtimeRole);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const text = await describeSchema(client, { runtimeRole });
    writeFileSync(path.resolve(import.meta.dirname, "../database/schema.sql"), text);
  } finally {
    await client.end();
  }
} finally {
  server.stop();
}
