import { sql } from "kysely";
import type { ConsentStatus } from "../../../../contracts/consent.ts";
import type {
  ConsentImportRow,
  ConsentImportRowsQuery,
  ExchangeKind,
  ExchangeState,
  RowOutcome,
  RowProblem,
  RowWish,
} from "../../../../contracts/consent-exchange.ts";
import type { Actor, Context } from "../../../platform/context.ts";
import { planForMany } from "../../../platform/database/plan-for-many.ts";
import type { ExchangeColumn } from "./exchange-columns.rules.ts";

export interface ImportFile {
  consentImportId: string;
  fileName: string;
  kind: ExchangeKind;
  columns: ExchangeColumn[];
  defaultTypeId: string | null;
  state: ExchangeState;
  failureCode: string | null;
  failureLine: number | null;
  totalRows: number;
  createdBy: string;
  creator: Actor;
  createdAt: Date;
  endedAt: Date | null;
}

const importColumns = sql`
  consent_import_id AS "consentImportId", file_name AS "fileName", kind, columns, default_type_id AS "defaultTypeId", state,
  failure_code AS "failureCode", failure_line AS "failureLine", total_rows AS "totalRows", created_by AS "createdBy", creator,
  created_at AS "createdAt", ended_at AS "endedAt"`;

export async function insertImport(
  ctx: Context,
  file: Pick<ImportFile, "consentImportId" | "fileName" | "defaultTypeId" | "createdBy" | "creator">,
): Promise<void> {
  await sql`
    INSERT INTO consent.exchange_imports
      (org_id, consent_import_id, file_name, kind, default_type_id, state, created_by, creator, created_at)
    VALUES (${ctx.orgId}, ${file.consentImportId}, ${file.fileName}, 'consents', ${file.defaultTypeId}, 'reading',
      ${file.createdBy}, ${JSON.stringify(file.creator)}::jsonb, platform.current_time())`.execute(ctx.tx);
}

export async function findImport(ctx: Context, importId: string): Promise<ImportFile | undefined> {
  const { rows } = await sql<ImportFile>`
    SELECT ${importColumns} FROM consent.exchange_imports
    WHERE org_id = ${ctx.orgId} AND consent_import_id = ${importId}`.execute(ctx.tx);
  return rows[0];
}

/** Also the lock of its steps: two never run at once. */
export async function lockImport(ctx: Context, importId: string): Promise<ImportFile | undefined> {
  const { rows } = await sql<ImportFile>`
    SELECT ${importColumns} FROM consent.exchange_imports
    WHERE org_id = ${ctx.orgId} AND consent_import_id = ${importId}
    FOR UPDATE`.execute(ctx.tx);
  return rows[0];
}

export async function listImportFiles(ctx: Context, limit: number): Promise<ImportFile[]> {
  const { rows } = await sql<ImportFile>`
    SELECT ${importColumns} FROM consent.exchange_imports
    WHERE org_id = ${ctx.orgId}
    ORDER BY created_at DESC, consent_import_id
    LIMIT ${limit}`.execute(ctx.tx);
  return rows;
}

type ImportChange = Partial<
  Pick<ImportFile, "kind" | "columns" | "defaultTypeId" | "state" | "failureCode" | "failureLine" | "totalRows">
>;

export async function updateImport(ctx: Context, importId: string, change: ImportChange): Promise<void> {
  const { kind, columns, defaultTypeId, state, failureCode, failureLine, totalRows } = change;
  await sql`
    UPDATE consent.exchange_imports SET
      kind = coalesce(${kind ?? null}, kind),
      columns = coalesce(${columns ? JSON.stringify(columns) : null}::jsonb, columns),
      default_type_id = coalesce(${defaultTypeId ?? null}::uuid, default_type_id),
      state = coalesce(${state ?? null}, state),
      failure_code = coalesce(${failureCode ?? null}, failure_code),
      failure_line = coalesce(${failureLine ?? null}::integer, failure_line),
      total_rows = coalesce(${totalRows ?? null}::integer, total_rows),
      started_at = CASE WHEN ${state ?? ""} = 'running' THEN platform.current_time() ELSE started_at END,
      ended_at = CASE WHEN ${state ?? ""} IN ('done', 'undone', 'failed') THEN platform.current_time() ELSE ended_at END
    WHERE org_id = ${ctx.orgId} AND consent_import_id = ${importId}`.execute(ctx.tx);
}

export async function deleteImport(ctx: Context, importId: string): Promise<void> {
  await sql`
    DELETE FROM consent.exchange_imports
    WHERE org_id = ${ctx.orgId} AND consent_import_id = ${importId}`.execute(ctx.tx);
}

export interface NewRow {
  line: number;
  address: string;
  type: string;
  state: string;
  date: string;
  source: string;
  evidence: string;
  addressKind: "email" | "phone" | null;
  addressValue: string | null;
  typeId: string | null;
  wants: RowWish;
  givenOn: string | null;
  problem: RowProblem | null;
}

export async function insertRows(ctx: Context, importId: string, rows: NewRow[]): Promise<void> {
  await sql`
    INSERT INTO consent.exchange_rows
      (org_id, consent_import_id, line, address_text, type_text, state_text, date_text, source_text, evidence_text,
       address_kind, address_value, type_id, wants, given_on, problem)
    SELECT ${ctx.orgId}::uuid, ${importId}::uuid, r.line, r.address, r.type, r.state, r.date, r.source, r.evidence,
           r."addressKind", r."addressValue", r."typeId", r.wants, r."givenOn", r.problem
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r
      (line integer, address text, type text, state text, date text, source text, evidence text, "addressKind" text,
       "addressValue" text, "typeId" uuid, wants text, "givenOn" date, problem text)`.execute(ctx.tx);
}

export interface StagedRow extends NewRow {
  twin: "none" | "duplicate" | "contradiction";
}

const stagedColumns = sql`
  r.line, r.address_text AS address, r.type_text AS type, r.state_text AS state, r.date_text AS date,
  r.source_text AS source, r.evidence_text AS evidence, r.address_kind AS "addressKind",
  r.address_value AS "addressValue", r.type_id AS "typeId", r.wants, r.given_on::text AS "givenOn", r.problem`;

/** What the list says twice of one address and type, and where it says both yes and no. */
export async function compareRows(ctx: Context, importId: string, defaultTypeId: string | null): Promise<void> {
  const update = sql`
    UPDATE consent.exchange_rows r SET twin = compared.twin
    FROM (
      SELECT line,
        CASE
          WHEN wants = 'yes' AND bool_or(wants <> 'yes') OVER same THEN 'contradiction'
          WHEN row_number() OVER (PARTITION BY address_value, coalesce(type_id, ${defaultTypeId}::uuid), wants ORDER BY line) > 1
            THEN 'duplicate'
          ELSE 'none' END AS twin
      FROM consent.exchange_rows
      WHERE org_id = ${ctx.orgId} AND consent_import_id = ${importId} AND address_value IS NOT NULL AND wants <> 'nothing'
      WINDOW same AS (PARTITION BY address_value, coalesce(type_id, ${defaultTypeId}::uuid))) compared
    WHERE r.org_id = ${ctx.orgId} AND r.consent_import_id = ${importId} AND r.line = compared.line
      AND r.twin <> compared.twin`;
  await planForMany(ctx.tx, () => update.execute(ctx.tx));
}

/** The next rows after a line. */
export async function listRowsToCheck(
  ctx: Context,
  { importId, after, limit }: { importId: string; after: number; limit: number },
): Promise<StagedRow[]> {
  const { rows } = await sql<StagedRow>`
    SELECT ${stagedColumns}, r.twin
    FROM consent.exchange_rows r
    WHERE r.org_id = ${ctx.orgId} AND r.consent_import_id = ${importId} AND r.line > ${after}
    ORDER BY r.line
    LIMIT ${limit}`.execute(ctx.tx);
  return rows;
}

/** What is to be done yet after a line, in the order of the file. */
export async function listRowsToRun(
  ctx: Context,
  { importId, after, limit }: { importId: string; after: number; limit: number },
): Promise<StagedRow[]> {
  const { rows } = await sql<StagedRow>`
    SELECT ${stagedColumns}, 'none' AS twin
    FROM consent.exchange_rows r
    WHERE r.org_id = ${ctx.orgId} AND r.consent_import_id = ${importId} AND r.line > ${after}
      AND NOT r.is_done AND r.outcome IN ('raise', 'lower', 'block', 'remember')
    ORDER BY r.line
    LIMIT ${limit}`.execute(ctx.tx);
  return rows;
}

export interface RowResult {
  line: number;
  outcome: RowOutcome;
  problem: RowProblem | null;
  addressId: string | null;
  fromStatus: ConsentStatus | null;
  toStatus: ConsentStatus | null;
  eventId: string | null;
}

export async function updateRows(
  ctx: Context,
  { importId, results, isDone }: { importId: string; results: RowResult[]; isDone: boolean },
): Promise<void> {
  await sql`
    UPDATE consent.exchange_rows r SET
      outcome = u.outcome, problem = u.problem, address_id = u."addressId", from_status = u."fromStatus",
      to_status = u."toStatus", event_id = u."eventId", is_done = ${isDone}
    FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb) AS u
      (line integer, outcome text, problem text, "addressId" uuid, "fromStatus" text, "toStatus" text, "eventId" uuid)
    WHERE r.org_id = ${ctx.orgId} AND r.consent_import_id = ${importId} AND r.line = u.line`.execute(ctx.tx);
}

export interface TransitionCount {
  outcome: RowOutcome;
  fromStatus: ConsentStatus | null;
  toStatus: ConsentStatus | null;
  count: number;
  done: number;
  undoable: number;
}

export async function countTransitions(ctx: Context, importId: string): Promise<TransitionCount[]> {
  const { rows } = await sql<TransitionCount>`
    SELECT outcome, from_status AS "fromStatus", to_status AS "toStatus", count(*) AS count,
           count(*) FILTER (WHERE is_done) AS done,
           count(*) FILTER (WHERE outcome = 'raise' AND is_done AND NOT is_undone) AS undoable
    FROM consent.exchange_rows
    WHERE org_id = ${ctx.orgId} AND consent_import_id = ${importId} AND outcome IS NOT NULL
    GROUP BY outcome, from_status, to_status
    ORDER BY count(*) DESC, outcome, from_status, to_status
    LIMIT 200`.execute(ctx.tx);
  return rows;
}

export async function listImportRows(
  ctx: Context,
  importId: string,
  { outcome, fromStatus, after, limit }: Omit<ConsentImportRowsQuery, "cursor"> & { after: number },
): Promise<ConsentImportRow[]> {
  const { rows } = await sql<ConsentImportRow>`
    SELECT line, address_text AS address, type_text AS type, state_text AS state, date_text AS date,
           source_text AS source, evidence_text AS evidence, wants, outcome, problem, from_status AS "fromStatus",
           to_status AS "toStatus", is_done AS "isDone", is_undone AS "isUndone"
    FROM consent.exchange_rows
    WHERE org_id = ${ctx.orgId} AND consent_import_id = ${importId} AND line > ${after}
      AND (${outcome ?? null}::text IS NULL OR outcome = ${outcome ?? null})
      AND (${fromStatus ?? null}::text IS NULL OR from_status = ${fromStatus ?? null})
    ORDER BY line
    LIMIT ${limit}`.execute(ctx.tx);
  return rows;
}

/** Consents of this import that may still be in force, after a line. */
export async function listRaisedRows(
  ctx: Context,
  { importId, after, limit }: { importId: string; after: number; limit: number },
): Promise<{ line: number; addressId: string; eventId: string }[]> {
  const { rows } = await sql<{ line: number; addressId: string; eventId: string }>`
    SELECT line, address_id AS "addressId", event_id AS "eventId"
    FROM consent.exchange_rows
    WHERE org_id = ${ctx.orgId} AND consent_import_id = ${importId} AND outcome = 'raise' AND is_done AND NOT is_undone
      AND event_id IS NOT NULL AND line > ${after}
    ORDER BY line
    LIMIT ${limit}`.execute(ctx.tx);
  return rows;
}

export async function markUndone(ctx: Context, importId: string, lines: number[]): Promise<void> {
  await sql`
    UPDATE consent.exchange_rows SET is_undone = true
    WHERE org_id = ${ctx.orgId} AND consent_import_id = ${importId} AND line = ANY(${lines}::integer[])`.execute(
    ctx.tx,
  );
}
