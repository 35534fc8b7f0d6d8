import { sql } from "kysely";
import type { Context } from "../context.ts";

export async function findDataKey(ctx: Context, version: number): Promise<string | undefined> {
  const { rows } = await sql<{ wrapped: string }>`
    SELECT wrapped FROM platform.data_keys WHERE org_id = ${ctx.orgId} AND version = ${version}`.execute(ctx.tx);
  return rows[0]?.wrapped;
}

export async function insertDataKey(ctx: Context, version: number, wrapped: string): Promise<void> {
  await sql`
    INSERT INTO platform.data_keys (org_id, version, wrapped) VALUES (${ctx.orgId}, ${version}, ${wrapped})
    ON CONFLICT (org_id, version) DO NOTHING`.execute(ctx.tx);
}
