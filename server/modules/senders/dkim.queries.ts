import { sql } from "kysely";
import type { DkimCheckOutcome } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";

export interface DkimRow {
  domain: string;
  selector: string;
  publicKey: string;
  isEnabled: boolean;
  createdAt: Date;
  checkedAt: Date | null;
  checkOutcome: DkimCheckOutcome | null;
}

export async function findDkimRow(ctx: Context, senderId: string): Promise<DkimRow | undefined> {
  const { rows } = await sql<DkimRow>`
    SELECT domain, selector, public_key AS "publicKey", is_enabled AS "isEnabled", created_at AS "createdAt",
      checked_at AS "checkedAt", check_outcome AS "checkOutcome"
    FROM senders.dkim_keys
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}`.execute(ctx.tx);
  return rows[0];
}

export interface SigningRow {
  domain: string;
  selector: string;
  secret: string;
}

/** Only one that is switched on. */
export async function findSigningRow(ctx: Context, senderId: string): Promise<SigningRow | undefined> {
  const { rows } = await sql<SigningRow>`
    SELECT domain, selector, private_key_secret AS secret FROM senders.dkim_keys
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId} AND is_enabled`.execute(ctx.tx);
  return rows[0];
}

export interface NewDkimKey extends SigningRow {
  senderId: string;
  publicKey: string;
}

export async function replaceDkimKey(ctx: Context, key: NewDkimKey): Promise<void> {
  await sql`
    INSERT INTO senders.dkim_keys (org_id, sender_id, domain, selector, public_key, private_key_secret)
    VALUES (${ctx.orgId}, ${key.senderId}, ${key.domain}, ${key.selector}, ${key.publicKey}, ${key.secret})
    ON CONFLICT (org_id, sender_id) DO UPDATE
    SET domain = excluded.domain, selector = excluded.selector, public_key = excluded.public_key,
      private_key_secret = excluded.private_key_secret, is_enabled = false, created_at = platform.current_time(),
      checked_at = NULL, check_outcome = NULL`.execute(ctx.tx);
}

/** Of this key only: another one may have been made while the domain was asked. */
export async function recordDkimCheck(
  ctx: Context,
  check: { senderId: string; selector: string; outcome: DkimCheckOutcome },
): Promise<void> {
  await sql`
    UPDATE senders.dkim_keys SET checked_at = platform.current_time(), check_outcome = ${check.outcome}
    WHERE org_id = ${ctx.orgId} AND sender_id = ${check.senderId} AND selector = ${check.selector}`.execute(ctx.tx);
}

export async function setDkimEnabled(ctx: Context, senderId: string, isEnabled: boolean): Promise<void> {
  await sql`
    UPDATE senders.dkim_keys SET is_enabled = ${isEnabled}
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}`.execute(ctx.tx);
}

export async function deleteDkimKey(ctx: Context, senderId: string): Promise<void> {
  await sql`
    DELETE FROM senders.dkim_keys WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}`.execute(ctx.tx);
}
