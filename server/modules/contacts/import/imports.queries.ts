import { type RawBuilder, sql } from "kysely";
import type {
  ImportColumn,
  ImportEncoding,
  ImportOutcome,
  ImportPeople,
  ImportSeparator,
  ImportState,
  ImportTool,
} from "../../../../contracts/contact-imports.ts";
import type { Context } from "../../../platform/context.ts";

export interface ImportFileRow {
  importId: string;
  fileName: string;
  fileBytes: number;
  state: ImportState;
  failureCode: string | null;
  failureLine: number | null;
  tool: ImportTool;
  encoding: ImportEncoding;
  separator: ImportSeparator;
  hasHeader: boolean;
  columns: ImportColumn[];
  people: ImportPeople;
  source: string;
  country: string;
  onExisting: "fill" | "replace";
  tags: string[];
  totalRows: number;
  revision: number;
  declaredBy: string;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

const importColumns: RawBuilder<unknown> = sql`
  import_id AS "importId", file_name AS "fileName", file_bytes AS "fileBytes", state, failure_code AS "failureCode",
  failure_line AS "failureLine", tool, encoding, separator, has_header AS "hasHeader", columns, people, source, country,
  on_existing AS "onExisting", tags, total_rows AS "totalRows", revision, declared_by AS "declaredBy",
  created_at AS "createdAt", started_at AS "startedAt", ended_at AS "endedAt"`;

export async function insertImport(
  ctx: Context,
  given: { importId: string; fileName: string; country: string; declaredBy: string },
): Promise<void> {
  await sql`
    INSERT INTO contacts.imports (org_id, import_id, file_name, country, declared_by, state)
    VALUES (${ctx.orgId}, ${given.importId}, ${given.fileName}, ${given.country}, ${given.declaredBy}, 'reading')`.execute(
    ctx.tx,
  );
}

export async function findImport(ctx: Context, importId: string): Promise<ImportFileRow | undefined> {
  const { rows } = await sql<ImportFileRow>`
    SELECT ${importColumns} FROM contacts.imports
    WHERE org_id = ${ctx.orgId} AND import_id = ${importId}`.execute(ctx.tx);
  return rows[0];
}

/** Two jobs of one import take turns: each step of either begins here. */
export async function lockImport(ctx: Context, importId: string): Promise<ImportFileRow | undefined> {
  const { rows } = await sql<ImportFileRow>`
    SELECT ${importColumns} FROM contacts.imports
    WHERE org_id = ${ctx.orgId} AND import_id = ${importId}
    FOR UPDATE`.execute(ctx.tx);
  return rows[0];
}

export async function listImportRows(
  ctx: Context,
  page: { after: { createdAt: string; importId: string } | undefined; limit: number },
): Promise<(ImportFileRow & { createdText: string })[]> {
  const start = page.after
    ? sql`AND (created_at, import_id) < (${page.after.createdAt}::timestamptz, ${page.after.importId}::uuid)`
    : sql``;
  const { rows } = await sql<ImportFileRow & { createdText: string }>`
    SELECT ${importColumns}, created_at::text AS "createdText" FROM contacts.imports
    WHERE org_id = ${ctx.orgId} ${start}
    ORDER BY created_at DESC, import_id DESC LIMIT ${page.limit}`.execute(ctx.tx);
  return rows;
}

export async function countImports(ctx: Context): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*) AS total FROM contacts.imports WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows[0]?.total ?? 0;
}

export async function countRunningImports(ctx: Context): Promise<number> {
  const { rows } = await sql<{ importId: string }>`
    SELECT import_id AS "importId" FROM contacts.imports
    WHERE org_id = ${ctx.orgId} AND state IN ('running', 'undoing')
    ORDER BY import_id LIMIT 10`.execute(ctx.tx);
  return rows.length;
}

export interface ImportChange {
  state?: ImportState | undefined;
  failureCode?: string | null | undefined;
  failureLine?: number | null | undefined;
  fileBytes?: number | undefined;
  tool?: ImportTool | undefined;
  encoding?: ImportEncoding | undefined;
  separator?: ImportSeparator | undefined;
  hasHeader?: boolean | undefined;
  columns?: ImportColumn[] | undefined;
  people?: ImportPeople | undefined;
  source?: string | undefined;
  country?: string | undefined;
  onExisting?: "fill" | "replace" | undefined;
  tags?: string[] | undefined;
  totalRows?: number | undefined;
  isNewRevision?: boolean;
  isStarted?: boolean;
  isEnded?: boolean;
}

/** Writes what is given, and that something happened. */
export async function updateImport(ctx: Context, importId: string, change: ImportChange): Promise<void> {
  const plain: [string, unknown][] = [
    ["state", change.state],
    ["failure_code", change.failureCode],
    ["failure_line", change.failureLine],
    ["file_bytes", change.fileBytes],
    ["tool", change.tool],
    ["encoding", change.encoding],
    ["separator", change.separator],
    ["has_header", change.hasHeader],
    ["people", change.people],
    ["source", change.source],
    ["country", change.country],
    ["on_existing", change.onExisting],
    ["total_rows", change.totalRows],
  ];
  const sets = [
    sql`touched_at = platform.current_time()`,
    ...plain.filter(([, value]) => value !== undefined).map(([column, value]) => sql`${sql.ref(column)} = ${value}`),
    ...(change.columns ? [sql`columns = ${JSON.stringify(change.columns)}::jsonb`] : []),
    ...(change.tags ? [sql`tags = ${change.tags}::text[]`] : []),
    ...(change.isNewRevision ? [sql`revision = revision + 1`] : []),
    ...(change.isStarted ? [sql`started_at = platform.current_time()`] : []),
    ...(change.isEnded ? [sql`ended_at = platform.current_time()`] : []),
  ];
  await sql`
    UPDATE contacts.imports SET ${sql.join(sets)}
    WHERE org_id = ${ctx.orgId} AND import_id = ${importId}`.execute(ctx.tx);
}

export async function deleteImport(ctx: Context, importId: string): Promise<void> {
  await sql`DELETE FROM contacts.imports WHERE org_id = ${ctx.orgId} AND import_id = ${importId}`.execute(ctx.tx);
}

export interface OutcomeCount {
  outcome: ImportOutcome;
  total: number;
  remarks: number;
  refusals: number;
}

/** Of the rows that were checked under the settings of now. */
export async function countOutcomes(ctx: Context, importId: string, revision: number): Promise<OutcomeCount[]> {
  const { rows } = await sql<OutcomeCount>`
    SELECT outcome, count(*) AS total, count(*) FILTER (WHERE has_remarks) AS remarks,
      count(*) FILTER (WHERE has_refusals) AS refusals
    FROM contacts.import_rows
    WHERE org_id = ${ctx.orgId} AND import_id = ${importId} AND revision = ${revision}
    GROUP BY outcome ORDER BY outcome LIMIT 20`.execute(ctx.tx);
  return rows;
}

export async function countImportProgress(ctx: Context, importId: string): Promise<{ read: number; done: number }> {
  const { rows } = await sql<{ read: number; done: number }>`
    SELECT count(*) AS read, count(*) FILTER (WHERE is_done) AS done FROM contacts.import_rows
    WHERE org_id = ${ctx.orgId} AND import_id = ${importId}`.execute(ctx.tx);
  return rows[0] ?? { read: 0, done: 0 };
}

/** Jobs that were killed: at work by their state, and silent for a minute. */
export async function listSilentImports(
  ctx: Context,
): Promise<{ importId: string; state: ImportState; revision: number }[]> {
  const { rows } = await sql<{ importId: string; state: ImportState; revision: number }>`
    SELECT import_id AS "importId", state, revision FROM contacts.imports
    WHERE org_id = ${ctx.orgId} AND file_bytes > 0 AND state IN ('reading', 'checking', 'running', 'undoing')
      AND touched_at < platform.current_time() - interval '60 seconds'
    ORDER BY import_id LIMIT 100`.execute(ctx.tx);
  return rows;
}

/** Files that somebody uploaded and never imported. */
export async function deleteForgottenImports(ctx: Context): Promise<void> {
  await sql`
    DELETE FROM contacts.imports
    WHERE org_id = ${ctx.orgId} AND state IN ('reading', 'ready', 'checking', 'checked', 'failed')
      AND touched_at < platform.current_time() - interval '7 days'`.execute(ctx.tx);
}

export async function insertPiece(
  ctx: Context,
  piece: { importId: string; position: number; bytes: Buffer },
): Promise<void> {
  await sql`
    INSERT INTO contacts.import_pieces (org_id, import_id, position, bytes)
    VALUES (${ctx.orgId}, ${piece.importId}, ${piece.position}, ${piece.bytes})`.execute(ctx.tx);
}

export async function findPiece(ctx: Context, importId: string, position: number): Promise<Buffer | undefined> {
  const { rows } = await sql<{ bytes: Buffer }>`
    SELECT bytes FROM contacts.import_pieces
    WHERE org_id = ${ctx.orgId} AND import_id = ${importId} AND position = ${position}`.execute(ctx.tx);
  return rows[0]?.bytes;
}

export async function deletePieces(ctx: Context, importId: string): Promise<void> {
  await sql`
    DELETE FROM contacts.import_pieces WHERE org_id = ${ctx.orgId} AND import_id = ${importId}`.execute(ctx.tx);
}
