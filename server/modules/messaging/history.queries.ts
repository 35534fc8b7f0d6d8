import { type RawBuilder, sql } from "kysely";
import type { Basis, MessageClass, PermitGround } from "../../../contracts/consent.ts";
import type { MessageReturn } from "../../../contracts/message-returns.ts";
import type {
  Attempt,
  FinalReason,
  MessageFilters,
  MessageOrigin,
  MessageState,
} from "../../../contracts/messaging.ts";
import type { MergeValues } from "../../../contracts/template-variables.ts";
import type { Context } from "../../platform/context.ts";
import { stageOf } from "./message-state.rules.ts";

export interface MessageRow {
  messageId: string;
  state: MessageState;
  messageClass: MessageClass;
  origin: MessageOrigin;
  isAutomatic: boolean;
  batchId: string | null;
  batchName: string | null;
  senderId: string;
  contactId: string | null;
  addressId: string;
  recipientAddress: string;
  recipientName: string;
  contentVersionId: string;
  mergeValues: MergeValues;
  typeId: string | null;
  basis: Basis | null;
  resendOf: string | null;
  queuedBy: string;
  isSecondCopy: boolean;
  messageIdHeader: string | null;
  sentFrom: string | null;
  ground: PermitGround | null;
  consentEventId: string | null;
  finalReason: FinalReason | null;
  notBefore: Date;
  settleAfter: Date | null;
  expiresAt: Date | null;
  queuedAt: Date;
  handedOverAt: Date | null;
  finalAt: Date | null;
  returned: MessageReturn | null;
}

const columns = sql`
  m.message_id AS "messageId", m.state, m.message_class AS "messageClass", m.origin, m.is_automatic AS "isAutomatic",
  m.batch_id AS "batchId", b.name AS "batchName", m.sender_id AS "senderId", m.contact_id AS "contactId",
  m.address_id AS "addressId", m.recipient_address AS "recipientAddress", m.recipient_name AS "recipientName",
  m.content_version_id AS "contentVersionId", m.merge_values AS "mergeValues", m.type_id AS "typeId", m.basis,
  m.resend_of AS "resendOf", m.queued_by AS "queuedBy", m.is_second_copy AS "isSecondCopy",
  m.message_id_header AS "messageIdHeader", m.sent_from AS "sentFrom", m.ground, m.consent_event_id AS "consentEventId",
  m.final_reason AS "finalReason", m.not_before AS "notBefore", m.expires_at AS "expiresAt", m.queued_at AS "queuedAt",
  m.handed_over_at AS "handedOverAt", m.final_at AS "finalAt", m.settle_after AS "settleAfter",
  (SELECT CASE max(d.kind) WHEN 'complained' THEN 'complained' ELSE 'returned' END FROM messaging.delivery_events d
    WHERE d.org_id = m.org_id AND d.message_id = m.message_id AND d.kind IN ('bounced', 'complained')
    HAVING count(*) > 0) AS returned`;

const rowsWithBatch = sql`
  messaging.messages m
  LEFT JOIN messaging.batches b ON b.org_id = m.org_id AND b.batch_id = m.batch_id`;

export interface HistorySearch {
  filters: Omit<MessageFilters, "outcome" | "search">;
  states: MessageState[] | null;
  /** Only what came back so. */
  returned: MessageReturn | null;
  /** D12: what begins so, or with `anywhere` what contains it. */
  term: { text: string; isAnywhere: boolean } | null;
  timeZone: string;
}

function matching(ctx: Context, { filters, states, returned, term, timeZone }: HistorySearch): RawBuilder<unknown> {
  const { kind, messageClass, batchId, contactId, senderId, from, to } = filters;
  const conditions = [
    sql`m.org_id = ${ctx.orgId}`,
    returned && matchingReturn(returned),
    states && sql`m.stage = ANY(${states.map(stageOf)}::text[]) AND m.state = ANY(${states}::text[])`,
    kind && sql`m.is_automatic = ${kind === "automatic"}`,
    messageClass && sql`m.message_class = ${messageClass}`,
    batchId && sql`m.batch_id = ${batchId}`,
    contactId && sql`m.contact_id = ${contactId}`,
    senderId && sql`m.sender_id = ${senderId}`,
    from && sql`m.queued_at >= ${from}::date::timestamp AT TIME ZONE ${timeZone}::text`,
    to && sql`m.queued_at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}::text`,
    term && matchingTerm(term),
  ].flatMap((condition) => condition || []);
  return sql.join(conditions, sql` AND `);
}

function matchingReturn(returned: MessageReturn): RawBuilder<unknown> {
  return sql`m.message_id IN (
    SELECT d.message_id FROM messaging.delivery_events d
    WHERE d.org_id = m.org_id AND d.kind = ${returned === "returned" ? "bounced" : "complained"})`;
}

function matchingTerm({ text, isAnywhere }: { text: string; isAnywhere: boolean }): RawBuilder<unknown> {
  const before = isAnywhere ? "" : " ";
  return sql`(
    strpos(${before} || m.recipient_key, ${before} || messaging.fold_text(${text})) > 0
    OR strpos(${before} || m.recipient_address, ${before} || lower(${text})) > 0
    OR strpos(${before} || messaging.fold_text(coalesce(b.name, '')), ${before} || messaging.fold_text(${text})) > 0)`;
}

export async function listMessageRows(
  ctx: Context,
  search: HistorySearch,
  page: { after: string | null; limit: number },
): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    SELECT ${columns} FROM ${rowsWithBatch}
    WHERE ${matching(ctx, search)} AND (${page.after}::uuid IS NULL OR m.message_id < ${page.after}::uuid)
    ORDER BY m.message_id DESC
    LIMIT ${page.limit}`.execute(ctx.tx);
  return rows;
}

export async function countMessageRows(ctx: Context, search: HistorySearch): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM ${rowsWithBatch} WHERE ${matching(ctx, search)}`.execute(ctx.tx);
  return rows[0]?.total ?? 0;
}

export async function findMessageRows(ctx: Context, messageIds: string[]): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    SELECT ${columns} FROM ${rowsWithBatch}
    WHERE m.org_id = ${ctx.orgId} AND m.message_id = ANY(${messageIds}::uuid[])
    ORDER BY m.message_id
    LIMIT ${messageIds.length}`.execute(ctx.tx);
  return rows;
}

/** What was decided about one address, whoever of its contacts it was for, the newest first. */
export async function listDecidedRowsOfAddress(ctx: Context, addressId: string, limit: number): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    SELECT ${columns} FROM ${rowsWithBatch}
    WHERE m.org_id = ${ctx.orgId} AND m.address_id = ${addressId} AND m.state NOT IN ('queued', 'claimed')
    ORDER BY m.message_id DESC
    LIMIT ${limit}`.execute(ctx.tx);
  return rows;
}

export async function countDecidedOfAddress(ctx: Context, addressId: string): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM messaging.messages m
    WHERE m.org_id = ${ctx.orgId} AND m.address_id = ${addressId} AND m.state NOT IN ('queued', 'claimed')`.execute(
    ctx.tx,
  );
  return rows[0]?.total ?? 0;
}

export type AttemptRow = Omit<Attempt, "handedOverAt" | "endedAt"> & { handedOverAt: Date | null; endedAt: Date };

export async function listAttemptRows(ctx: Context, messageId: string): Promise<AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`
    SELECT attempt_id AS "attemptId", attempt_no AS "attemptNo", outcome, phase, error_kind AS "errorKind",
      reply_code AS "replyCode", reply_text AS "replyText", handed_over_at AS "handedOverAt", ended_at AS "endedAt"
    FROM messaging.attempts
    WHERE org_id = ${ctx.orgId} AND message_id = ${messageId}
    ORDER BY ended_at, attempt_id
    LIMIT 200`.execute(ctx.tx);
  return rows;
}

export interface ResendRow {
  messageId: string;
  state: MessageState;
  queuedAt: Date;
}

export async function listResendRows(ctx: Context, messageId: string): Promise<ResendRow[]> {
  const { rows } = await sql<ResendRow>`
    SELECT message_id AS "messageId", state, queued_at AS "queuedAt" FROM messaging.messages
    WHERE org_id = ${ctx.orgId} AND resend_of = ${messageId}
    ORDER BY message_id DESC
    LIMIT 100`.execute(ctx.tx);
  return rows;
}
