import { sql } from "kysely";
import type { MailboxProblem, SaveReturnMailboxInput } from "../../../../contracts/inbound.ts";
import type { SmtpEncryption } from "../../../../contracts/senders.ts";
import type { Context } from "../../../platform/context.ts";

export interface ReturnMailboxRow {
  senderId: string;
  isEnabled: boolean;
  host: string;
  port: number;
  encryption: SmtpEncryption;
  userName: string;
  folder: string;
  passwordSecret: string | null;
  uidValidity: string | null;
  lastUid: number | null;
  lastReadAt: Date | null;
  lastProblem: MailboxProblem | null;
  found: number;
}

const columns = sql`
  sender_id AS "senderId", is_enabled AS "isEnabled", host, port, encryption, user_name AS "userName", folder,
  password_secret AS "passwordSecret", uid_validity AS "uidValidity", last_uid AS "lastUid", last_read_at AS "lastReadAt",
  last_problem AS "lastProblem", last_found AS found`;

export async function findReturnMailbox(ctx: Context, senderId: string): Promise<ReturnMailboxRow | undefined> {
  const { rows } = await sql<ReturnMailboxRow>`
    SELECT ${columns} FROM inbound.return_mailboxes
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}`.execute(ctx.tx);
  return rows[0];
}

/** Those that are read every few minutes. */
export async function listReadableMailboxes(ctx: Context): Promise<{ senderId: string }[]> {
  const { rows } = await sql<{ senderId: string }>`
    SELECT sender_id AS "senderId" FROM inbound.return_mailboxes
    WHERE org_id = ${ctx.orgId} AND is_enabled AND password_secret IS NOT NULL
    ORDER BY sender_id
    LIMIT 500`.execute(ctx.tx);
  return rows;
}

/** Another server, user or folder is read from its beginning, and never with the old password. */
export async function upsertReturnMailbox(
  ctx: Context,
  senderId: string,
  input: SaveReturnMailboxInput,
): Promise<void> {
  const { isEnabled, host, port, encryption, userName, folder } = input;
  await sql`
    INSERT INTO inbound.return_mailboxes AS known (org_id, sender_id, is_enabled, host, port, encryption, user_name, folder)
    VALUES (${ctx.orgId}, ${senderId}, ${isEnabled}, ${host}, ${port}, ${encryption}, ${userName}, ${folder})
    ON CONFLICT (org_id, sender_id) DO UPDATE SET
      is_enabled = excluded.is_enabled, host = excluded.host, port = excluded.port, encryption = excluded.encryption,
      user_name = excluded.user_name, folder = excluded.folder, last_problem = NULL,
      password_secret = CASE
        WHEN (known.host, known.port, known.encryption, known.user_name)
          = (excluded.host, excluded.port, excluded.encryption, excluded.user_name) THEN known.password_secret END,
      last_uid = CASE
        WHEN (known.host, known.user_name, known.folder) = (excluded.host, excluded.user_name, excluded.folder)
        THEN known.last_uid END`.execute(ctx.tx);
}

export async function updateMailboxPassword(ctx: Context, senderId: string, secret: string): Promise<boolean> {
  const { rows } = await sql`
    UPDATE inbound.return_mailboxes SET password_secret = ${secret}, last_problem = NULL
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}
    RETURNING 1`.execute(ctx.tx);
  return rows.length > 0;
}

export async function deleteReturnMailbox(ctx: Context, senderId: string): Promise<void> {
  await sql`DELETE FROM inbound.return_mailboxes WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}`.execute(
    ctx.tx,
  );
}

export interface MailboxReading {
  senderId: string;
  uidValidity: string | null;
  lastUid: number | null;
  problem: MailboxProblem | null;
  found: number;
}

/** Forward only within one numbering: two readings at once must not set each other back. */
export async function updateReading(ctx: Context, reading: MailboxReading): Promise<void> {
  const { senderId, uidValidity, lastUid, problem, found } = reading;
  await sql`
    UPDATE inbound.return_mailboxes SET
      last_read_at = platform.current_time(), last_problem = ${problem}, last_found = last_found + ${found}::int,
      last_uid = CASE WHEN uid_validity = ${uidValidity}::text THEN greatest(last_uid, ${lastUid}::bigint)
        ELSE coalesce(${lastUid}::bigint, last_uid) END,
      uid_validity = coalesce(${uidValidity}::text, uid_validity)
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId}`.execute(ctx.tx);
}
