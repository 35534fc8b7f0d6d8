import { type RawBuilder, sql } from "kysely";
import type {
  ImportDraft,
  ImportOutcome,
  ImportRemark,
  ImportRowsQuery,
} from "../../../../contracts/contact-imports.ts";
import type { Context } from "../../../platform/context.ts";
import type { FieldChange } from "./merge-draft.rules.ts";

export interface StagedRow {
  line: number;
  cells: string[];
}

export async function insertStagedRows(ctx: Context, importId: string, rows: StagedRow[]): Promise<void> {
  await sql`
    INSERT INTO contacts.import_rows (org_id, import_id, line, cells)
    SELECT ${ctx.orgId}, ${importId}, line, cells
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given (line integer, cells text[])`.execute(ctx.tx);
}

export async function deleteStagedRows(ctx: Context, importId: string): Promise<void> {
  await sql`DELETE FROM contacts.import_rows WHERE org_id = ${ctx.orgId} AND import_id = ${importId}`.execute(ctx.tx);
}

/** The next rows after `line` that were not checked under this revision. */
export async function listUncheckedRows(
  ctx: Context,
  importId: string,
  from: { revision: number; after: number; limit: number },
): Promise<StagedRow[]> {
  const { rows } = await sql<StagedRow>`
    SELECT line, cells FROM contacts.import_rows
    WHERE org_id = ${ctx.orgId} AND import_id = ${importId} AND line > ${from.after} AND revision <> ${from.revision}
    ORDER BY line LIMIT ${from.limit}`.execute(ctx.tx);
  return rows;
}

export interface CheckedRow {
  line: number;
  outcome: ImportOutcome;
  draft: ImportDraft | null;
  remarks: ImportRemark[];
  matchKey: string | null;
  changes: FieldChange[];
  contactId: string | null;
}

export async function writeCheckedRows(
  ctx: Context,
  importId: string,
  written: { revision: number; rows: CheckedRow[] },
): Promise<void> {
  const rows = written.rows.map((row) => ({ ...row, hasRefusals: (row.draft?.refusals.length ?? 0) > 0 }));
  await sql`
    UPDATE contacts.import_rows entry SET
      outcome = given.outcome, draft = given.draft, remarks = given.remarks,
      has_remarks = given.remarks <> '[]'::jsonb, has_refusals = given."hasRefusals", match_key = given."matchKey",
      changes = given.changes, contact_id = given."contactId", revision = ${written.revision}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given (
      line integer, outcome text, draft jsonb, remarks jsonb, "matchKey" text, changes jsonb, "contactId" uuid,
      "hasRefusals" boolean)
    WHERE entry.org_id = ${ctx.orgId} AND entry.import_id = ${importId} AND entry.line = given.line`.execute(ctx.tx);
}

export interface EarlierRow {
  matchKey: string;
  line: number;
  lastName: string;
  firstName: string;
}

/** Rows before `line` that begin with the same address and would be kept. */
export async function listEarlierRows(
  ctx: Context,
  importId: string,
  wanted: { revision: number; before: number; keys: string[] },
): Promise<EarlierRow[]> {
  const { rows } = await sql<EarlierRow>`
    SELECT match_key AS "matchKey", line, draft->>'lastName' AS "lastName", draft->>'firstName' AS "firstName"
    FROM contacts.import_rows
    WHERE org_id = ${ctx.orgId} AND match_key = ANY(${wanted.keys}::text[]) AND import_id = ${importId}
      AND line < ${wanted.before} AND revision = ${wanted.revision} AND outcome NOT IN ('refused', 'duplicate')
    ORDER BY match_key, line LIMIT 20000`.execute(ctx.tx);
  return rows;
}

export interface RowToDo {
  line: number;
  outcome: ImportOutcome;
  draft: ImportDraft | null;
  remarks: ImportRemark[];
  matchKey: string | null;
}

export async function listRowsToDo(ctx: Context, importId: string, limit: number): Promise<RowToDo[]> {
  const { rows } = await sql<RowToDo>`
    SELECT line, outcome, draft, remarks, match_key AS "matchKey" FROM contacts.import_rows
    WHERE org_id = ${ctx.orgId} AND import_id = ${importId} AND NOT is_done
    ORDER BY line LIMIT ${limit}`.execute(ctx.tx);
  return rows;
}

export interface DoneRow {
  line: number;
  outcome: ImportOutcome;
  contactId: string | null;
  changes: FieldChange[];
}

export async function writeDoneRows(ctx: Context, importId: string, rows: DoneRow[]): Promise<void> {
  await sql`
    UPDATE contacts.import_rows entry SET
      outcome = given.outcome, contact_id = given."contactId", changes = given.changes, is_done = true
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given (
      line integer, outcome text, "contactId" uuid, changes jsonb)
    WHERE entry.org_id = ${ctx.orgId} AND entry.import_id = ${importId} AND entry.line = given.line`.execute(ctx.tx);
}

export interface ShownRow {
  line: number;
  outcome: ImportOutcome;
  cells: string[];
  draft: ImportDraft | null;
  remarks: ImportRemark[];
  contactId: string | null;
  changes: FieldChange[];
}

type RowFilter = Pick<ImportRowsQuery, "outcome" | "only"> & { importId: string; revision: number };

export async function listShownRows(
  ctx: Context,
  filter: RowFilter,
  page: { after: number; limit: number },
): Promise<ShownRow[]> {
  const { rows } = await sql<ShownRow>`
    SELECT line, outcome, cells, draft, remarks, contact_id AS "contactId", changes FROM contacts.import_rows
    WHERE ${sql.join(rowConditions(ctx, filter), sql` AND `)} AND line > ${page.after}
    ORDER BY line LIMIT ${page.limit}`.execute(ctx.tx);
  return rows;
}

export async function countShownRows(ctx: Context, filter: RowFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM contacts.import_rows
    WHERE ${sql.join(rowConditions(ctx, filter), sql` AND `)}`.execute(ctx.tx);
  return rows[0]?.total ?? 0;
}

function rowConditions(ctx: Context, filter: RowFilter): RawBuilder<unknown>[] {
  return [
    sql`org_id = ${ctx.orgId}`,
    sql`import_id = ${filter.importId}`,
    sql`revision = ${filter.revision}`,
    ...(filter.outcome ? [sql`outcome = ${filter.outcome}`] : []),
    ...(filter.only === "remarks" ? [sql`has_remarks`] : []),
    ...(filter.only === "refusals" ? [sql`has_refusals`] : []),
  ];
}

/** What imports still hold of people who are erased. */
export async function blankImportTraces(ctx: Context, gone: { contactIds: string[]; values: string[] }): Promise<void> {
  await sql`
    UPDATE contacts.import_rows SET
      cells = '{}', draft = NULL, remarks = '[]', has_remarks = false, match_key = NULL, changes = '[]'
    WHERE org_id = ${ctx.orgId}
      AND (contact_id = ANY(${gone.contactIds}::uuid[]) OR match_key = ANY(${gone.values}::text[]))`.execute(ctx.tx);
  await sql`
    UPDATE contacts.import_changes SET before = NULL
    WHERE org_id = ${ctx.orgId} AND contact_id = ANY(${gone.contactIds}::uuid[])`.execute(ctx.tx);
}
