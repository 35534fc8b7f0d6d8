import type { ContactImport, ImportOutcome } from "../../../../contracts/contact-imports.ts";
import type { Context } from "../../../platform/context.ts";
import { countUndone, type UndoCounts } from "./import-changes.queries.ts";
import { countImportProgress, countOutcomes, type ImportFileRow, type OutcomeCount } from "./imports.queries.ts";

/** An import with its counts, which are counted from its rows. */
export async function describeImport(ctx: Context, row: ImportFileRow): Promise<ContactImport> {
  const counts = await countOutcomes(ctx, row.importId, row.revision);
  const isUndo = row.state === "undoing" || row.state === "undone";
  const undo = isUndo ? await countUndone(ctx, row.importId) : null;
  const doneRows = await countDone(ctx, row, { counts, undo });
  return present(row, { counts, undo, doneRows });
}

async function countDone(
  ctx: Context,
  row: ImportFileRow,
  known: { counts: OutcomeCount[]; undo: UndoCounts | null },
): Promise<number> {
  switch (row.state) {
    case "reading":
    case "ready":
    case "failed":
      return row.totalRows;
    case "checking":
    case "checked":
      return sum(known.counts, "total");
    case "running":
    case "done":
      return (await countImportProgress(ctx, row.importId)).done;
    case "undoing":
    case "undone":
      return known.undo ? known.undo.removed + known.undo.restored + known.undo.kept : 0;
    default:
      return row.state satisfies never;
  }
}

function present(
  row: ImportFileRow,
  known: { counts: OutcomeCount[]; undo: UndoCounts | null; doneRows: number },
): ContactImport {
  const { importId, fileName, fileBytes, tool, state, totalRows, declaredBy } = row;
  const { encoding, separator, columns, people, source, country, onExisting, tags } = row;
  const { undo, counts, doneRows } = known;
  return {
    ...{ importId, fileName, fileBytes, tool, state, declaredBy, doneRows },
    totalRows: undo ? undo.total : totalRows,
    failure: row.failureCode === null ? null : { code: row.failureCode, line: row.failureLine },
    settings: { encoding, separator, columns, people, source, country, onExisting, tags },
    counts: allOutcomes(counts),
    remarks: sum(counts, "remarks"),
    refusals: sum(counts, "refusals"),
    undo: undo ? { removed: undo.removed, restored: undo.restored, kept: undo.kept } : null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

function allOutcomes(counts: OutcomeCount[]): Record<ImportOutcome, number> {
  const none = { new: 0, update: 0, same: 0, duplicate: 0, registered: 0, external: 0, refused: 0 };
  return { ...none, ...Object.fromEntries(counts.map(({ outcome, total }) => [outcome, total])) };
}

function sum(counts: OutcomeCount[], what: "total" | "remarks" | "refusals"): number {
  return counts.reduce((total, count) => total + count[what], 0);
}
