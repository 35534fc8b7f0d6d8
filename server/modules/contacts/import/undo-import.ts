import type { Platform } from "../../../platform/platform.ts";
import { lockImport, updateImport } from "./imports.queries.ts";
import type { ImportStep } from "./read-import.ts";
import { runImportStep } from "./run-import-step.ts";
import { undoRows } from "./undo-rows.ts";

/** Takes back what an import did, some hundred contacts at a time. What people said no to stays. */
export async function undoImport(platform: Platform, step: ImportStep): Promise<void> {
  let hasMore = true;
  while (hasMore) {
    hasMore = await runImportStep(platform, step.orgId, async (ctx) => {
      const file = await lockImport(ctx, step.importId);
      if (file?.state !== "undoing") return false;
      const didSome = await undoRows(ctx, step.importId);
      await updateImport(ctx, step.importId, didSome ? {} : { state: "undone", isEnded: true });
      return didSome;
    });
  }
}
