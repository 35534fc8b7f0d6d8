import { sql } from "kysely";
import type {
  MessageEncoding,
  SenderArea,
  SenderKind,
  SmtpEncryption,
  TestHint,
  TestOutcome,
} from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";

/** What a person may change about a mailbox of their organisation. */
export interface AccountSettings {
  displayName: string;
  fromAddress: string | null;
  replyTo: string | null;
  presetId: string | null;
  userName: string | null;
  host: string | null;
  port: number | null;
  encryption: SmtpEncryption | null;
  encoding: MessageEncoding;
  isEnabled: boolean;
  limitCount: number | null;
  limitHours: number | null;
  connections: number;
  returnDomain: string | null;
  repeatHeader: string | null;
  repeatHours: number | null;
}

export interface AccountRow extends AccountSettings {
  senderId: string;
  kind: SenderKind;
  ownerShopId: string | null;
  ownerUserId: string | null;
  area: SenderArea;
  hasPassword: boolean;
  connectionChangedAt: Date;
  breakerOpenedAt: Date | null;
  breakerReason: string | null;
  createdAt: Date;
  lastTestedAt: Date | null;
  lastTestOutcome: TestOutcome | null;
  lastTestHint: TestHint | null;
}

const columns = sql`
  a.sender_id AS "senderId", a.kind, a.owner_shop_id AS "ownerShopId", a.owner_user_id AS "ownerUserId", a.area,
  a.display_name AS "displayName", a.from_address AS "fromAddress", a.reply_to AS "replyTo", a.preset_id AS "presetId",
  a.user_name AS "userName", a.host, a.port, a.encryption, a.encoding, a.is_enabled AS "isEnabled",
  a.limit_count AS "limitCount", a.limit_hours AS "limitHours", a.connections, a.return_domain AS "returnDomain",
  a.repeat_header AS "repeatHeader", a.repeat_hours AS "repeatHours",
  a.password_secret IS NOT NULL AS "hasPassword", a.connection_changed_at AS "connectionChangedAt",
  a.breaker_opened_at AS "breakerOpenedAt", a.breaker_reason AS "breakerReason", a.created_at AS "createdAt",
  t.started_at AS "lastTestedAt", t.outcome AS "lastTestOutcome", t.hint AS "lastTestHint"`;

const accountsWithTest = sql`
  senders.accounts a
  LEFT JOIN LATERAL (
    SELECT started_at, outcome, hint FROM senders.tests
    WHERE org_id = a.org_id AND sender_id = a.sender_id AND outcome IS NOT NULL AND started_at >= a.connection_changed_at
    ORDER BY started_at DESC, test_id DESC
    LIMIT 1) t ON true`;

/** The platform's row first, then the mailboxes in the order in which they were added. */
export async function listAccountRows(ctx: Context): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    SELECT ${columns} FROM ${accountsWithTest}
    WHERE a.org_id = ${ctx.orgId} AND a.removed_at IS NULL
    ORDER BY a.kind, a.sender_id
    LIMIT 500`.execute(ctx.tx);
  return rows;
}

export async function findAccountRow(ctx: Context, senderId: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    SELECT ${columns} FROM ${accountsWithTest}
    WHERE a.org_id = ${ctx.orgId} AND a.sender_id = ${senderId} AND a.removed_at IS NULL`.execute(ctx.tx);
  return rows[0];
}

export async function lockAccount(ctx: Context, senderId: string): Promise<void> {
  await sql`SELECT 1 FROM senders.accounts WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId} FOR UPDATE`.execute(
    ctx.tx,
  );
}

export interface NewAccount extends AccountSettings {
  senderId: string;
  ownerShopId: string | null;
  ownerUserId: string | null;
  area: SenderArea;
}

/** False when the owner has a mailbox for this area already. */
export async function insertAccount(ctx: Context, row: NewAccount): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO senders.accounts
      (org_id, sender_id, kind, owner_shop_id, owner_user_id, area, display_name, from_address, reply_to, preset_id,
       user_name, host, port, encryption, encoding, is_enabled, limit_count, limit_hours, connections, return_domain,
       repeat_header, repeat_hours)
    VALUES
      (${ctx.orgId}, ${row.senderId}, 'smtp', ${row.ownerShopId}, ${row.ownerUserId}, ${row.area}, ${row.displayName},
       ${row.fromAddress}, ${row.replyTo}, ${row.presetId}, ${row.userName}, ${row.host}, ${row.port}, ${row.encryption},
       ${row.encoding}, ${row.isEnabled}, ${row.limitCount}, ${row.limitHours}, ${row.connections},
       ${row.returnDomain}, ${row.repeatHeader}, ${row.repeatHours})
    ON CONFLICT DO NOTHING
    RETURNING 1`.execute(ctx.tx);
  return rows.length === 1;
}

/** Many may ask for it first at the same time; one row stays. */
export async function ensurePlatformRow(ctx: Context, senderId: string, displayName: string): Promise<void> {
  await sql`
    INSERT INTO senders.accounts (org_id, sender_id, kind, area, display_name)
    VALUES (${ctx.orgId}, ${senderId}, 'platform', 'all', ${displayName})
    ON CONFLICT DO NOTHING`.execute(ctx.tx);
}

export interface AccountChange {
  senderId: string;
  settings: AccountSettings;
  /** Where it connects and as whom is another one: its password must not go there. */
  isOtherConnection: boolean;
}

export async function updateAccount(ctx: Context, change: AccountChange): Promise<void> {
  const { settings } = change;
  await sql`
    UPDATE senders.accounts SET
      display_name = ${settings.displayName}, from_address = ${settings.fromAddress}, reply_to = ${settings.replyTo},
      preset_id = ${settings.presetId}, user_name = ${settings.userName}, host = ${settings.host}, port = ${settings.port},
      encryption = ${settings.encryption}, encoding = ${settings.encoding}, is_enabled = ${settings.isEnabled},
      limit_count = ${settings.limitCount}, limit_hours = ${settings.limitHours}, connections = ${settings.connections},
      limit_changed_at = CASE
        WHEN (limit_count, limit_hours) IS DISTINCT FROM (${settings.limitCount}::int, ${settings.limitHours}::int)
        THEN platform.current_time() ELSE limit_changed_at END,
      return_domain = ${settings.returnDomain}, repeat_header = ${settings.repeatHeader},
      repeat_hours = ${settings.repeatHours},
      password_secret = CASE WHEN ${change.isOtherConnection} THEN NULL ELSE password_secret END,
      connection_changed_at = CASE WHEN ${change.isOtherConnection} THEN platform.current_time() ELSE connection_changed_at END
    WHERE org_id = ${ctx.orgId} AND sender_id = ${change.senderId}`.execute(ctx.tx);
}

export async function updatePassword(ctx: Context, senderId: string, secret: string): Promise<void> {
  await sql`
    UPDATE senders.accounts SET password_secret = ${secret}, connection_changed_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}`.execute(ctx.tx);
}

export async function findPasswordSecret(ctx: Context, senderId: string): Promise<string | undefined> {
  const { rows } = await sql<{ secret: string | null }>`
    SELECT password_secret AS secret FROM senders.accounts
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}`.execute(ctx.tx);
  return rows[0]?.secret ?? undefined;
}

/** The row stays for the history of what it sent; its password does not. */
export async function markRemoved(ctx: Context, senderId: string): Promise<void> {
  await sql`
    UPDATE senders.accounts SET removed_at = platform.current_time(), password_secret = NULL
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}`.execute(ctx.tx);
}

/** Opened once: a second failure does not move the moment since when it is open. */
export async function setBreakerOpen(ctx: Context, senderId: string, reason: string): Promise<boolean> {
  const { rows } = await sql`
    UPDATE senders.accounts SET breaker_opened_at = platform.current_time(), breaker_reason = ${reason}
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId} AND breaker_opened_at IS NULL
    RETURNING 1`.execute(ctx.tx);
  return rows.length === 1;
}

export async function setBreakerClosed(ctx: Context, senderId: string): Promise<boolean> {
  const { rows } = await sql`
    UPDATE senders.accounts SET breaker_opened_at = NULL, breaker_reason = NULL
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId} AND breaker_opened_at IS NOT NULL
    RETURNING 1`.execute(ctx.tx);
  return rows.length === 1;
}
