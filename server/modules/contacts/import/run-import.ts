import type { Platform } from "../../../platform/platform.ts";
import { deletePieces, lockImport, updateImport } from "./imports.queries.ts";
import type { ImportStep } from "./read-import.ts";
import { runImportStep } from "./run-import-step.ts";
import { runRows } from "./run-rows.ts";

/** Imports the rows, a thousand in one transaction. Killed in the middle, it goes on after the last whole thousand. */
export async function runImport(platform: Platform, step: ImportStep): Promise<void> {
  let hasMore = true;
  while (hasMore) {
    hasMore = await runImportStep(platform, step.orgId, async (ctx) => {
      const file = await lockImport(ctx, step.importId);
      if (file?.state !== "running") return false;
      const didSome = await runRows(ctx, file);
      if (!didSome) await deletePieces(ctx, step.importId);
      await updateImport(ctx, step.importId, didSome ? {} : { state: "done", isEnded: true });
      return didSome;
    });
  }
}
