import { sql } from "kysely";
import type { Context } from "../platform/context.ts";

export interface KeyOwner {
  principal: string;
  key: string;
}

/** False while another transaction works under this key; the answer comes at once instead of after that work. */
export async function tryLockKey(ctx: Context, owner: KeyOwner): Promise<boolean> {
  const { rows } = await sql<{ isLocked: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`${ctx.orgId}\n${owner.principal}\n${owner.key}`}, 14)) AS "isLocked"
    `.execute(ctx.tx);
  return rows[0]?.isLocked ?? false;
}

/** True when the key is new, or so old that its answer is no longer kept. */
export async function insertKey(ctx: Context, owner: KeyOwner, fingerprint: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    INSERT INTO platform.idempotency_keys AS kept (org_id, principal, key, fingerprint)
    VALUES (${ctx.orgId}, ${owner.principal}, ${owner.key}, ${fingerprint})
    ON CONFLICT (org_id, principal, key) DO UPDATE
      SET fingerprint = excluded.fingerprint, status = NULL, body = NULL, created_at = platform.current_time()
      WHERE kept.created_at <= platform.current_time() - interval '7 days'`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

export interface KeptAnswer {
  fingerprint: string;
  status: number | null;
  body: string | null;
}

export async function findAnswer(ctx: Context, owner: KeyOwner): Promise<KeptAnswer | undefined> {
  const { rows } = await sql<KeptAnswer>`
    SELECT fingerprint, status, body FROM platform.idempotency_keys
    WHERE org_id = ${ctx.orgId} AND principal = ${owner.principal} AND key = ${owner.key}`.execute(ctx.tx);
  return rows[0];
}

export async function keepAnswer(
  ctx: Context,
  owner: KeyOwner,
  answer: { status: number; body: string },
): Promise<void> {
  await sql`
    UPDATE platform.idempotency_keys SET status = ${answer.status}, body = ${answer.body}
    WHERE org_id = ${ctx.orgId} AND principal = ${owner.principal} AND key = ${owner.key}`.execute(ctx.tx);
}

/** A few at each request, so that no sweep over all organisations is needed. */
export async function deleteOldKeys(ctx: Context): Promise<void> {
  await sql`
    DELETE FROM platform.idempotency_keys
    WHERE org_id = ${ctx.orgId} AND (principal, key) IN (
      SELECT principal, key FROM platform.idempotency_keys
      WHERE org_id = ${ctx.orgId} AND created_at < platform.current_time() - interval '7 days'
      ORDER BY created_at LIMIT 20 FOR UPDATE SKIP LOCKED)`.execute(ctx.tx);
}
