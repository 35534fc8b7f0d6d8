import type { Platform } from "../../../platform/platform.ts";
import { type DecidedRow, decideRows } from "./decide-rows.ts";
import { compareRows, listRowsToCheck, type RowResult, updateImport, updateRows } from "./exchange.queries.ts";
import { type ListJob, runListStep } from "./run-list-step.ts";

const batch = 1000;

/** The preview: what each row would do to the states of now. Changes no consent. */
export async function checkList(platform: Platform, job: ListJob): Promise<void> {
  let after: number | undefined = 0;
  while (after !== undefined) after = await checkSome(platform, job, after);
}

function checkSome(platform: Platform, job: ListJob, after: number): Promise<number | undefined> {
  return runListStep(platform, job, {
    state: "checking",
    work: async (ctx, file) => {
      const { consentImportId: importId, defaultTypeId } = file;
      if (after === 0) await compareRows(ctx, importId, defaultTypeId);
      const rows = await listRowsToCheck(ctx, { importId, after, limit: batch });
      if (rows.length === 0) {
        await updateImport(ctx, importId, { state: "checked" });
        return undefined;
      }
      const results = (await decideRows(ctx, file, rows)).map((decided) => resultOf(decided));
      await updateRows(ctx, { importId, results, isDone: false });
      return rows.at(-1)?.line;
    },
  });
}

function resultOf({ row, outcome, problem, address, fromStatus, toStatus }: DecidedRow): RowResult {
  return {
    line: row.line,
    outcome,
    problem,
    addressId: address?.addressId ?? null,
    fromStatus,
    toStatus,
    eventId: null,
  };
}
