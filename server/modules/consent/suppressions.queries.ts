import { sql } from "kysely";
import type { SuppressionKind } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";

export interface SuppressionRow {
  suppressionId: string;
  addressId: string;
  kind: SuppressionKind;
  note: string | null;
  startedAt: Date;
}

export async function listSuppressionRows(ctx: Context, addressIds: string[]): Promise<SuppressionRow[]> {
  const { rows } = await sql<SuppressionRow>`
    SELECT suppression_id AS "suppressionId", address_id AS "addressId", kind, note, started_at AS "startedAt"
    FROM consent.suppressions
    WHERE org_id = ${ctx.orgId} AND address_id = ANY(${addressIds}::uuid[]) AND ended_at IS NULL
    ORDER BY address_id, started_at, suppression_id
    LIMIT 10000`.execute(ctx.tx);
  return rows;
}

export async function insertSuppressions(ctx: Context, rows: Omit<SuppressionRow, "startedAt">[]): Promise<void> {
  await sql`
    INSERT INTO consent.suppressions (org_id, suppression_id, address_id, kind, note, started_at)
    SELECT ${ctx.orgId}::uuid, s."suppressionId", s."addressId", s.kind, s.note, platform.current_time()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS s
      ("suppressionId" uuid, "addressId" uuid, kind text, note text)`.execute(ctx.tx);
}

export async function endSuppression(ctx: Context, suppressionId: string): Promise<void> {
  await sql`
    UPDATE consent.suppressions SET ended_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND suppression_id = ${suppressionId} AND ended_at IS NULL`.execute(ctx.tx);
}

export async function insertErasedRefusals(ctx: Context, rows: { hash: string; mark: string }[]): Promise<void> {
  await sql`
    INSERT INTO consent.erased_refusals (org_id, address_hash, mark)
    SELECT ${ctx.orgId}::uuid, r.hash, r.mark
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (hash text, mark text)
    ON CONFLICT (org_id, address_hash, mark) DO NOTHING`.execute(ctx.tx);
}

/** Most organisations have none, and need not compute the hashes of all that comes. */
export async function hasErasedRefusals(ctx: Context): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM consent.erased_refusals WHERE org_id = ${ctx.orgId} LIMIT 1`.execute(ctx.tx);
  return rows.length > 0;
}

export async function listErasedRefusals(ctx: Context, hashes: string[]): Promise<{ hash: string; mark: string }[]> {
  const { rows } = await sql<{ hash: string; mark: string }>`
    SELECT address_hash AS hash, mark FROM consent.erased_refusals
    WHERE org_id = ${ctx.orgId} AND address_hash = ANY(${hashes}::text[])
    ORDER BY address_hash, mark
    LIMIT 10000`.execute(ctx.tx);
  return rows;
}
