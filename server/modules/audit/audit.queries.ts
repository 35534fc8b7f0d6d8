import { sql } from "kysely";
import type { AuditEntry } from "../../../contracts/audit.ts";
import type { Context } from "../../platform/context.ts";

export type AuditRow = Omit<AuditEntry, "recordedAt"> & { recordedAt: Date };

export async function insertEntry(ctx: Context, row: Omit<AuditRow, "recordedAt">): Promise<void> {
  await sql`
    INSERT INTO audit.entries
      (org_id, entry_id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, details, request_id)
    VALUES
      (${ctx.orgId}, ${row.entryId}, ${row.actorKind}, ${row.actorId}, ${row.actorName}, ${row.action},
       ${row.subjectKind}, ${row.subjectId}, ${JSON.stringify(row.details)}::jsonb, ${ctx.requestId})`.execute(ctx.tx);
}

export interface EntryFilter {
  actionFrom: string | null;
  actionBelow: string | null;
  subjectKind: string | null;
  subjectId: string | null;
  before: string | null;
  limit: number;
}

export async function listEntryRows(ctx: Context, filter: EntryFilter): Promise<AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    SELECT entry_id AS "entryId", recorded_at AS "recordedAt", actor_kind AS "actorKind", actor_id AS "actorId",
           actor_name AS "actorName", action, subject_kind AS "subjectKind", subject_id AS "subjectId", details
    FROM audit.entries
    WHERE org_id = ${ctx.orgId} AND ${matching(filter)}
      AND (${filter.before}::uuid IS NULL OR entry_id < ${filter.before}::uuid)
    ORDER BY entry_id DESC
    LIMIT ${filter.limit}`.execute(ctx.tx);
  return rows;
}

export async function countEntryRows(ctx: Context, filter: EntryFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM audit.entries WHERE org_id = ${ctx.orgId} AND ${matching(filter)}`.execute(ctx.tx);
  return rows[0]?.total ?? 0;
}

function matching(filter: EntryFilter) {
  return sql`
    (${filter.actionFrom}::text IS NULL OR (action >= ${filter.actionFrom} AND action < ${filter.actionBelow}))
    AND (${filter.subjectKind}::text IS NULL OR subject_kind = ${filter.subjectKind})
    AND (${filter.subjectId}::text IS NULL OR subject_id = ${filter.subjectId})`;
}
