import { sql } from "kysely";
import type { DemoRecipient } from "../../../../contracts/workspace.ts";
import type { Context } from "../../../platform/context.ts";

export interface DemoMailRow {
  mailId: string;
  receivedAt: Date;
  recipient: string;
  sender: string;
  subject: string;
  isOpened: boolean;
}

export interface NewDemoMail {
  mailId: string;
  recipient: string;
  sender: string;
  subject: string;
  raw: Buffer;
}

export async function insertMail(ctx: Context, mail: NewDemoMail): Promise<void> {
  await sql`
    INSERT INTO workspace.demo_mails (org_id, mail_id, recipient, sender, subject, search_text, raw)
    VALUES (${ctx.orgId}, ${mail.mailId}, ${mail.recipient}, ${mail.sender}, ${mail.subject},
            lower(${`${mail.recipient} ${mail.subject}`}), ${mail.raw})`.execute(ctx.tx);
}

export interface MailFilter {
  recipient: string | null;
  search: string | null;
  before: string | null;
  limit: number;
}

export async function listMailRows(ctx: Context, filter: MailFilter): Promise<DemoMailRow[]> {
  const { rows } = await sql<DemoMailRow>`
    SELECT mail_id AS "mailId", received_at AS "receivedAt", recipient, sender, subject, opened_at IS NOT NULL AS "isOpened"
    FROM workspace.demo_mails
    WHERE org_id = ${ctx.orgId} AND ${matching(filter)} AND (${filter.before}::uuid IS NULL OR mail_id < ${filter.before}::uuid)
    ORDER BY mail_id DESC
    LIMIT ${filter.limit}`.execute(ctx.tx);
  return rows;
}

export async function countMailRows(ctx: Context, filter: MailFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM workspace.demo_mails WHERE org_id = ${ctx.orgId} AND ${matching(filter)}`.execute(
    ctx.tx,
  );
  return rows[0]?.total ?? 0;
}

function matching({ recipient, search }: MailFilter) {
  return sql`
    (${recipient}::text IS NULL OR recipient = ${recipient})
    AND (${search}::text IS NULL OR strpos(search_text, lower(${search})) > 0)`;
}

/** Whoever got mail last stands first, as in a mail program. */
export async function listRecipientRows(ctx: Context, search: string | null): Promise<DemoRecipient[]> {
  const { rows } = await sql<DemoRecipient>`
    SELECT recipient, count(*) AS mails, count(*) FILTER (WHERE opened_at IS NULL) AS unopened
    FROM workspace.demo_mails
    WHERE org_id = ${ctx.orgId} AND (${search}::text IS NULL OR strpos(recipient, lower(${search})) > 0)
    GROUP BY recipient
    ORDER BY max(received_at) DESC, recipient
    LIMIT 500`.execute(ctx.tx);
  return rows;
}

export interface StoredDemoMail extends DemoMailRow {
  raw: Buffer;
}

export async function findMail(ctx: Context, mailId: string): Promise<StoredDemoMail | undefined> {
  const { rows } = await sql<StoredDemoMail>`
    SELECT mail_id AS "mailId", received_at AS "receivedAt", recipient, sender, subject, opened_at IS NOT NULL AS "isOpened", raw
    FROM workspace.demo_mails
    WHERE org_id = ${ctx.orgId} AND mail_id = ${mailId}`.execute(ctx.tx);
  return rows[0];
}

export async function markOpened(ctx: Context, mailId: string): Promise<void> {
  await sql`
    UPDATE workspace.demo_mails SET opened_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND mail_id = ${mailId} AND opened_at IS NULL`.execute(ctx.tx);
}

export async function deleteAllMails(ctx: Context): Promise<number> {
  const { numAffectedRows } = await sql`DELETE FROM workspace.demo_mails WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0);
}

/** Keeps the newest `kept` mails of the organisation. */
export async function deleteOldMails(ctx: Context, kept: number): Promise<void> {
  await sql`
    DELETE FROM workspace.demo_mails
    WHERE org_id = ${ctx.orgId} AND mail_id < (
      SELECT mail_id FROM workspace.demo_mails WHERE org_id = ${ctx.orgId} ORDER BY mail_id DESC OFFSET ${kept - 1} LIMIT 1
    )`.execute(ctx.tx);
}
