import type { Context } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { type CsvRecord, CsvUnreadable, readCsv } from "../csv/read-csv.ts";
import { deleteStagedRows, insertStagedRows, type StagedRow } from "./import-rows.queries.ts";
import { type ImportFileRow, lockImport, updateImport } from "./imports.queries.ts";
import { detectTool, isHeader, proposeColumns } from "./map-columns.rules.ts";
import { runImportStep } from "./run-import-step.ts";
import { streamPieces } from "./stream-pieces.ts";

export interface ImportStep {
  orgId: string;
  importId: string;
  /** Of the settings for which the job was queued: under newer ones it ends without effect. */
  revision: number;
}

const batch = 1000;
const maxRows = 1_000_000;

class Outdated extends Error {}

/** Reads the uploaded file into rows and proposes what its columns mean. Begins anew when it was cut. */
export async function readImport(platform: Platform, step: ImportStep): Promise<void> {
  try {
    await readAll(platform, step);
  } catch (error) {
    if (error instanceof Outdated) return;
    if (!(error instanceof CsvUnreadable)) throw error;
    const { fault, line } = error;
    await runImportStep(platform, step.orgId, async (ctx) => {
      await lockReading(ctx, step);
      await updateImport(ctx, step.importId, { state: "failed", failureCode: fault, failureLine: line });
    });
  }
}

async function readAll(platform: Platform, step: ImportStep): Promise<void> {
  const run = <Result>(work: (ctx: Context, file: ImportFileRow) => Promise<Result>) =>
    runImportStep(platform, step.orgId, async (ctx) => work(ctx, await lockReading(ctx, step)));
  const file = await run(async (ctx, found) => {
    await deleteStagedRows(ctx, step.importId);
    return found;
  });
  const reading = new FileReading();
  for await (const record of readCsv(streamPieces(platform, step.orgId, step.importId), file)) {
    reading.take(record);
    if (reading.waiting.length >= batch) await run((ctx) => flush(ctx, step.importId, reading));
  }
  await run(async (ctx) => {
    await flush(ctx, step.importId, reading);
    await finish(ctx, step.importId, reading);
  });
}

async function lockReading(ctx: Context, step: ImportStep): Promise<ImportFileRow> {
  const file = await lockImport(ctx, step.importId);
  if (file?.state !== "reading" || file.revision !== step.revision) throw new Outdated();
  return file;
}

/** What was read so far: the header, some rows to know the columns by, and the rows that wait to be written. */
class FileReading {
  header: string[] | undefined;
  hasHeader = true;
  samples: string[][] = [];
  waiting: StagedRow[] = [];
  total = 0;

  take(record: CsvRecord): void {
    // PostgreSQL's text holds neither NUL nor half a character.
    const cells = record.cells.map((cell) => cell.toWellFormed().replaceAll("\u0000", ""));
    if (!this.header) {
      this.hasHeader = isHeader(cells);
      this.header = this.hasHeader ? cells : cells.map((_, index) => `${index + 1}`);
      if (this.hasHeader) return;
    }
    if (++this.total > maxRows) throw new CsvUnreadable("too-many-rows", record.line);
    if (this.samples.length < 100) this.samples.push(cells);
    this.waiting.push({ line: record.line, cells });
  }
}

async function flush(ctx: Context, importId: string, reading: FileReading): Promise<void> {
  if (reading.waiting.length > 0) await insertStagedRows(ctx, importId, reading.waiting);
  reading.waiting = [];
  await updateImport(ctx, importId, { totalRows: reading.total });
}

async function finish(ctx: Context, importId: string, reading: FileReading): Promise<void> {
  const { header = [], hasHeader, samples, total } = reading;
  if (total === 0) {
    const failureCode = header.some((cell) => cell.trim() !== "") ? "only-header" : "empty";
    return updateImport(ctx, importId, { state: "failed", failureCode, totalRows: 0 });
  }
  const columns = proposeColumns(header, samples);
  await updateImport(ctx, importId, { state: "ready", tool: detectTool(header), columns, hasHeader, totalRows: total });
}
