import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

/** False when the form has answered before. */
export async function useNonce(ctx: Context, nonceHash: string): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO consent.used_nonces (org_id, nonce_hash, used_at)
    VALUES (${ctx.orgId}, ${nonceHash}, platform.current_time())
    ON CONFLICT (org_id, nonce_hash) DO NOTHING
    RETURNING org_id`.execute(ctx.tx);
  return rows.length > 0;
}

export async function deleteOldNonces(ctx: Context): Promise<void> {
  await sql`
    DELETE FROM consent.used_nonces
    WHERE org_id = ${ctx.orgId} AND used_at < platform.current_time() - interval '1 day'`.execute(ctx.tx);
}

export async function organisationExists(ctx: Context): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM consent.settings WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows.length > 0;
}
