import { type RawBuilder, sql } from "kysely";
import type { ReasonCount, ReasonUse, ReasonUsesQuery } from "../../../../contracts/reason-uses.ts";
import type { Context } from "../../../platform/context.ts";
import type { MomentCursor } from "../../../platform/cursors.ts";

/** Every stated reason of the period, of messages and of calls alike. */
function uses(ctx: Context, days: string): RawBuilder<unknown> {
  const since = sql`platform.current_time() - make_interval(days => ${Number(days)}::int)`;
  return sql`
    SELECT 'message' AS kind, m.message_id AS id, m.queued_at AS at, m.contact_id,
           coalesce(m.basis -> 'statedBy' ->> 'userId', m.queued_by) AS operator_key,
           coalesce(m.basis -> 'statedBy' ->> 'name', m.queued_by) AS operator, m.basis ->> 'text' AS reason
    FROM messaging.messages m
    WHERE m.org_id = ${ctx.orgId} AND m.basis ->> 'kind' = 'stated-reason' AND m.queued_at > ${since}
    UNION ALL
    SELECT 'call', c.call_check_id, c.asked_at, c.contact_id, c.asked_by_id::text, c.operator_name, c.reason_text
    FROM consent.call_reasons c
    WHERE c.org_id = ${ctx.orgId} AND c.asked_at > ${since}`;
}

export async function countReasonUses(ctx: Context, days: string): Promise<ReasonCount[]> {
  const { rows } = await sql<ReasonCount>`
    SELECT operator_key AS "operatorKey", max(operator) AS operator, reason,
           count(*) FILTER (WHERE kind = 'message') AS messages, count(*) FILTER (WHERE kind = 'call') AS calls
    FROM (${uses(ctx, days)}) used
    GROUP BY operator_key, reason
    ORDER BY count(*) DESC, max(operator), reason
    LIMIT 1000`.execute(ctx.tx);
  return rows;
}

export type ReasonUseRow = Omit<ReasonUse, "at"> & { at: Date };

function chosen(query: ReasonUsesQuery): RawBuilder<unknown> {
  return sql`(${query.operator ?? null}::text IS NULL OR used.operator_key = ${query.operator ?? null}::text)
    AND (${query.reason ?? null}::text IS NULL OR used.reason = ${query.reason ?? null}::text)
    AND (${query.kind ?? null}::text IS NULL OR used.kind = ${query.kind ?? null}::text)`;
}

export async function listReasonUseRows(
  ctx: Context,
  query: ReasonUsesQuery & { before: MomentCursor | null },
): Promise<ReasonUseRow[]> {
  const { before } = query;
  const { rows } = await sql<ReasonUseRow>`
    SELECT used.kind, used.id, date_trunc('milliseconds', used.at) AS at, used.operator, used.reason,
           directory.contact_id AS "contactId", directory.display_name AS "displayName"
    FROM (${uses(ctx, query.days)}) used
    LEFT JOIN contacts.contact_directory directory
      ON directory.org_id = ${ctx.orgId} AND directory.contact_id = used.contact_id
    WHERE ${chosen(query)}
      AND (${before?.at ?? null}::timestamptz IS NULL
        OR (date_trunc('milliseconds', used.at), used.id)
          < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    ORDER BY date_trunc('milliseconds', used.at) DESC, used.id DESC
    LIMIT ${query.limit}`.execute(ctx.tx);
  return rows;
}

export async function countChosenUses(ctx: Context, query: ReasonUsesQuery): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM (${uses(ctx, query.days)}) used WHERE ${chosen(query)}`.execute(ctx.tx);
  return rows[0]?.total ?? 0;
}

export interface SingleCounts {
  /** People who got this very text, in seven days. */
  alike: number;
  /** Messages on a stated reason, in one day. */
  withReason: number;
}

export async function countSingles(
  ctx: Context,
  by: { name: string; contentVersionId: string; addressId: string },
): Promise<SingleCounts> {
  const { rows } = await sql<SingleCounts>`
    SELECT count(DISTINCT m.address_id) FILTER (
             WHERE m.content_version_id = ${by.contentVersionId} AND m.address_id <> ${by.addressId}) AS alike,
           count(*) FILTER (
             WHERE m.basis ->> 'kind' = 'stated-reason'
               AND m.queued_at > platform.current_time() - interval '1 day') AS "withReason"
    FROM messaging.messages m
    WHERE m.org_id = ${ctx.orgId} AND m.queued_by = ${by.name} AND m.message_class = 'personal' AND m.batch_id IS NULL
      AND m.queued_at > platform.current_time() - interval '7 days'`.execute(ctx.tx);
  return rows[0] ?? { alike: 0, withReason: 0 };
}
