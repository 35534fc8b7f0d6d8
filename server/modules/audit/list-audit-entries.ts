import type { AuditEntry, AuditQuery } from "../../../contracts/audit.ts";
import type { Page } from "../../../contracts/common.ts";
import type { Context } from "../../platform/context.ts";
import { readIdCursor } from "../../platform/cursors.ts";
import { countEntryRows, type EntryFilter, listEntryRows } from "./audit.queries.ts";

/** Newest first. */
export async function listAuditEntries(ctx: Context, query: AuditQuery): Promise<Page<AuditEntry>> {
  const filter: EntryFilter = {
    actionFrom: query.search ?? null,
    actionBelow: query.search === undefined ? null : `${query.search}\u{10ffff}`,
    subjectKind: query.subjectKind ?? null,
    subjectId: query.subjectId ?? null,
    before: readIdCursor(query.cursor),
    limit: query.limit,
  };
  const rows = await listEntryRows(ctx, filter);
  const last = rows.at(-1);
  return {
    items: rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() })),
    total: await countEntryRows(ctx, filter),
    nextCursor: rows.length === query.limit && last ? last.entryId : null,
  };
}
