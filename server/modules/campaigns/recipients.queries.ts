import { type RawBuilder, sql } from "kysely";
import type { ListReason, RequestAnswer } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { planForMany } from "../../platform/database/plan-for-many.ts";
import { type Audience, wholeOf } from "./audience.queries.ts";
import type { ReasonCount } from "./list-summary.rules.ts";

/** Freezes what `audience` finds. */
export async function insertRecipients(ctx: Context, campaignId: string, audience: Audience): Promise<void> {
  const insert = sql`
    INSERT INTO campaigns.recipients (org_id, campaign_id, recipient_id, contact_id, address_id, external_email, reason)
    SELECT ${ctx.orgId}, ${campaignId}, found.recipient_id, found.contact_id, found.address_id, found.external_email, found.reason
    FROM (${wholeOf(audience)}) found`;
  await planForMany(ctx.tx, () => insert.execute(ctx.tx));
}

export async function deleteRecipients(ctx: Context, campaignId: string): Promise<void> {
  await sql`DELETE FROM campaigns.recipients WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId}`.execute(
    ctx.tx,
  );
}

export async function countReasons(ctx: Context, campaignId: string): Promise<ReasonCount[]> {
  const { rows } = await sql<ReasonCount>`
    SELECT reason, count(*) AS count FROM campaigns.recipients
    WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId}
    GROUP BY reason ORDER BY count(*) DESC, reason LIMIT 100`.execute(ctx.tx);
  return rows;
}

export async function countAllowed(ctx: Context, campaignId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM campaigns.recipients
    WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId} AND reason IS NULL`.execute(ctx.tx);
  return rows[0]?.count ?? 0;
}

/** Before all recipients. */
export const noRecipient = "00000000-0000-0000-0000-000000000000";

/** Allowed recipients in the order of their ids. Both ends are told: PostgreSQL takes a half-open range for a third of all. */
export interface RecipientRange {
  after: string;
  upTo: string;
}

/** Where a slice of so many allowed recipients ends, and whether others follow. */
export async function findEndOfSlice(
  ctx: Context,
  campaignId: string,
  { after, size }: { after: string; size: number },
): Promise<{ upTo: string; hasMore: boolean }> {
  const { rows } = await sql<{ upTo: string; hasMore: boolean }>`
    WITH slice AS MATERIALIZED (
      SELECT recipient_id FROM campaigns.recipients
      WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId} AND reason IS NULL AND recipient_id > ${after}
      ORDER BY recipient_id LIMIT ${size})
    SELECT last.recipient_id AS "upTo", EXISTS (
      SELECT 1 FROM campaigns.recipients next
      WHERE next.org_id = ${ctx.orgId} AND next.campaign_id = ${campaignId} AND next.reason IS NULL
        AND next.recipient_id > last.recipient_id) AS "hasMore"
    FROM (SELECT recipient_id FROM slice ORDER BY recipient_id DESC LIMIT 1) last`.execute(ctx.tx);
  return rows[0] ?? { upTo: after, hasMore: false };
}

export async function areMoreThan(ctx: Context, campaignId: string, count: number): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM campaigns.recipients
    WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId} AND reason IS NULL
    OFFSET ${count} LIMIT 1`.execute(ctx.tx);
  return rows.length > 0;
}

/** What messaging queues: one row per message. */
export function allowedRecipients(ctx: Context, campaignId: string, range: RecipientRange): RawBuilder<unknown> {
  return sql`
    SELECT r.address_id, r.contact_id
    FROM campaigns.recipients r
    WHERE r.org_id = ${ctx.orgId} AND r.campaign_id = ${campaignId} AND r.reason IS NULL
      AND r.recipient_id > ${range.after} AND r.recipient_id <= ${range.upTo}
    ORDER BY r.recipient_id`;
}

/** A consent campaign that was sent. */
export interface SentRequest {
  campaignId: string;
  typeId: string;
  batchId: string;
}

export interface RecipientSearch {
  campaignId: string;
  /** Given, each recipient's answer is found with it. */
  request: SentRequest | null;
  answer: RequestAnswer | "asked" | undefined;
  reasons: ListReason[] | undefined;
  includesAllowed: boolean;
  search: string | undefined;
  afterRecipientId: string | undefined;
  limit: number;
}

export interface RecipientRow {
  recipientId: string;
  contactId: string | null;
  displayName: string;
  company: string;
  addressId: string | null;
  address: string | null;
  reason: ListReason | null;
  answer: RequestAnswer | null;
}

/** Beside recipients `r`: m, the request that was handed over, and s, what its address says. */
const joinAnswers = ({ batchId, typeId }: SentRequest) => sql`
  LEFT JOIN messaging.batch_messages m
    ON m.org_id = r.org_id AND m.batch_id = ${batchId} AND m.address_id = r.address_id AND m.state = 'accepted'
  LEFT JOIN consent.current_states s
    ON s.org_id = r.org_id AND s.address_id = m.address_id AND s.type_id = ${typeId}`;

const answer = sql`CASE WHEN m.message_id IS NULL THEN NULL WHEN s.state = 'accepted' THEN 'accepted'
  WHEN s.state IN ('refused', 'withdrawn') THEN 'refused' ELSE 'silent' END`;

function answered(search: RecipientSearch): RawBuilder<unknown> {
  if (search.answer === undefined) return sql`true`;
  if (search.request === null) return sql`false`;
  return search.answer === "asked" ? sql`m.message_id IS NOT NULL` : sql`${answer} = ${search.answer}`;
}

function matching(ctx: Context, search: RecipientSearch): RawBuilder<unknown> {
  const pattern = search.search ? `%${search.search.replace(/[\\%_]/g, "\\$&")}%` : null;
  const inGroup =
    search.reasons === undefined
      ? sql`true`
      : sql`(r.reason = ANY(${search.reasons}::text[]) OR (${search.includesAllowed}::boolean AND r.reason IS NULL))`;
  return sql`r.org_id = ${ctx.orgId} AND r.campaign_id = ${search.campaignId} AND ${inGroup}
    AND ${answered(search)}
    AND (${pattern}::text IS NULL OR c.display_name ILIKE ${pattern} OR c.company ILIKE ${pattern} OR b.value ILIKE ${pattern}
      OR r.external_email ILIKE ${pattern})`;
}

const recipientsWithContacts = ({ request }: RecipientSearch) => sql`
  campaigns.recipients r
  LEFT JOIN contacts.contact_directory c ON c.org_id = r.org_id AND c.contact_id = r.contact_id
  LEFT JOIN contacts.address_book b ON b.org_id = r.org_id AND b.contact_id = r.contact_id AND b.address_id = r.address_id
  ${request === null ? sql`` : joinAnswers(request)}`;

export async function listRecipientRows(ctx: Context, search: RecipientSearch): Promise<RecipientRow[]> {
  const { rows } = await sql<RecipientRow>`
    SELECT r.recipient_id AS "recipientId", r.contact_id AS "contactId", coalesce(c.display_name, '') AS "displayName",
      coalesce(c.company, '') AS company, r.address_id AS "addressId", coalesce(b.value, r.external_email) AS address, r.reason,
      ${search.request === null ? sql`NULL` : answer} AS answer
    FROM ${recipientsWithContacts(search)}
    WHERE ${matching(ctx, search)}
      AND (${search.afterRecipientId ?? null}::uuid IS NULL OR r.recipient_id > ${search.afterRecipientId ?? null}::uuid)
    ORDER BY r.recipient_id
    LIMIT ${search.limit}`.execute(ctx.tx);
  return rows;
}

export async function countRecipientRows(ctx: Context, search: RecipientSearch): Promise<number> {
  const query = sql<{ count: number }>`
    SELECT count(*) AS count FROM ${recipientsWithContacts(search)} WHERE ${matching(ctx, search)}`;
  const { rows } = await planForMany(ctx.tx, () => query.execute(ctx.tx));
  return rows[0]?.count ?? 0;
}

export interface ChangeRow {
  wasReason: ListReason | null;
  isReason: ListReason | null;
  isInList: boolean;
  count: number;
}

/** The frozen list against what the same question finds now. */
export async function countListChanges(ctx: Context, campaignId: string, audience: Audience): Promise<ChangeRow[]> {
  const query = sql<ChangeRow>`
    WITH now_found AS (SELECT found.recipient_id, found.reason FROM (${wholeOf(audience)}) found)
    SELECT r.reason AS "wasReason",
      CASE WHEN n.recipient_id IS NULL THEN 'consent.contact-gone' ELSE n.reason END AS "isReason",
      r.recipient_id IS NOT NULL AS "isInList", count(*) AS count
    FROM (SELECT recipient_id, reason FROM campaigns.recipients WHERE org_id = ${ctx.orgId} AND campaign_id = ${campaignId}) r
    FULL JOIN now_found n ON n.recipient_id = r.recipient_id
    GROUP BY 1, 2, 3
    ORDER BY 4 DESC, 1, 2
    LIMIT 500`;
  const { rows } = await planForMany(ctx.tx, () => query.execute(ctx.tx));
  return rows;
}

export interface AnswerCount {
  answer: RequestAnswer;
  count: number;
}

/** Of those to whom the request was handed over: what their address says since. */
export async function countAnswers(ctx: Context, request: SentRequest): Promise<AnswerCount[]> {
  const query = sql<AnswerCount>`
    SELECT ${answer} AS answer, count(*) AS count
    FROM campaigns.recipients r ${joinAnswers(request)}
    WHERE r.org_id = ${ctx.orgId} AND r.campaign_id = ${request.campaignId} AND m.message_id IS NOT NULL
    GROUP BY 1 ORDER BY count(*) DESC LIMIT 20`;
  const { rows } = await planForMany(ctx.tx, () => query.execute(ctx.tx));
  return rows;
}
