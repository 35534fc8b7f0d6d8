import type { Page } from "../../../../contracts/common.ts";
import type {
  ChangeConsentImportInput,
  ConsentImport,
  ConsentImportRow,
  ConsentImportRowsQuery,
} from "../../../../contracts/consent-exchange.ts";
import type { Context } from "../../../platform/context.ts";
import { readLineCursor } from "../../../platform/cursors.ts";
import { refuse } from "../../../platform/errors.ts";
import { queueJob } from "../../../platform/queue.ts";
import { recordAudit } from "../../audit/index.ts";
import { getType } from "../get-type.ts";
import { checkListJob, runListJob, undoListJob } from "./exchange.jobs.ts";
import {
  deleteImport,
  type ImportFile,
  listImportFiles,
  listImportRows,
  lockImport,
  updateImport,
} from "./exchange.queries.ts";
import { getConsentImport } from "./get-consent-import.ts";

export const consentImports = { list, change, start, undo, discard, listRows };

async function list(ctx: Context): Promise<{ items: ConsentImport[] }> {
  const files = await listImportFiles(ctx, 50);
  const items: ConsentImport[] = [];
  for (const { consentImportId } of files) items.push(await getConsentImport(ctx, consentImportId));
  return { items };
}

/** Another type for rows that name none: worked out anew. */
async function change(ctx: Context, importId: string, input: ChangeConsentImportInput): Promise<ConsentImport> {
  await take(ctx, importId, ["checked"]);
  if (input.defaultTypeId) await getType(ctx, input.defaultTypeId);
  await updateImport(ctx, importId, { ...input, state: "checking" });
  await queueJob(ctx, checkListJob, { orgId: ctx.orgId, consentImportId: importId });
  return getConsentImport(ctx, importId);
}

async function start(ctx: Context, importId: string): Promise<ConsentImport> {
  await take(ctx, importId, ["checked"]);
  await updateImport(ctx, importId, { state: "running" });
  await queueJob(ctx, runListJob, { orgId: ctx.orgId, consentImportId: importId });
  await recordAudit(ctx, { action: "consent.list-started", subjectKind: "consent-import", subjectId: importId });
  return getConsentImport(ctx, importId);
}

async function undo(ctx: Context, importId: string): Promise<ConsentImport> {
  await take(ctx, importId, ["done"]);
  await updateImport(ctx, importId, { state: "undoing" });
  await queueJob(ctx, undoListJob, { orgId: ctx.orgId, consentImportId: importId });
  await recordAudit(ctx, { action: "consent.list-undo-started", subjectKind: "consent-import", subjectId: importId });
  return getConsentImport(ctx, importId);
}

/** Before it has run: nothing of it is kept. */
async function discard(ctx: Context, importId: string): Promise<void> {
  await take(ctx, importId, ["reading", "checking", "checked", "failed"]);
  await deleteImport(ctx, importId);
}

async function listRows(
  ctx: Context,
  importId: string,
  { cursor, ...query }: ConsentImportRowsQuery,
): Promise<Page<ConsentImportRow>> {
  const { transitions } = await getConsentImport(ctx, importId);
  const total = transitions
    .filter(({ outcome }) => query.outcome === undefined || outcome === query.outcome)
    .filter(({ fromStatus }) => query.fromStatus === undefined || fromStatus === query.fromStatus)
    .reduce((sum, { count }) => sum + count, 0);
  const items = await listImportRows(ctx, importId, { ...query, after: readLineCursor(cursor) });
  const last = items.at(-1);
  return { items, total, nextCursor: items.length === query.limit && last ? String(last.line) : null };
}

async function take(ctx: Context, importId: string, states: ImportFile["state"][]): Promise<ImportFile> {
  const file = await lockImport(ctx, importId);
  if (!file) throw refuse("consent.list-not-found");
  if (!states.includes(file.state)) throw refuse("consent.list-busy");
  return file;
}
