import { sql } from "kysely";
import type { TestApp, TestOrganisation } from "../support/test-app.ts";

/** Tables that may move by themselves while nobody of the organisation does anything. */
const restless = new Set(["platform.idempotency_keys"]);

/** A fingerprint of every row that an organisation has, table by table. */
export async function checksumOf(app: TestApp, org: TestOrganisation): Promise<Record<string, string>> {
  return app.run(org, async (ctx) => {
    const { rows } = await sql<{ relation: string }>`
      SELECT format('%I.%I', table_schema, table_name) AS relation
      FROM information_schema.columns
      JOIN information_schema.tables USING (table_schema, table_name)
      WHERE column_name = 'org_id' AND table_type = 'BASE TABLE' AND table_schema NOT IN ('pgboss', 'information_schema')
      ORDER BY 1`.execute(ctx.tx);
    const sums: Record<string, string> = {};
    for (const { relation } of rows.filter((row) => !restless.has(row.relation))) {
      const { rows: sum } = await sql<{ sum: string }>`
        SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\n' ORDER BY t::text)), '') AS sum
        FROM ${sql.raw(relation)} AS t WHERE org_id = ${org.orgId}`.execute(ctx.tx);
      sums[relation] = sum[0]?.sum ?? "";
    }
    return sums;
  });
}
