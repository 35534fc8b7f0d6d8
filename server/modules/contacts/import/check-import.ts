import type { Platform } from "../../../platform/platform.ts";
import { checkRows } from "./check-rows.ts";
import { lockImport, updateImport } from "./imports.queries.ts";
import type { ImportStep } from "./read-import.ts";
import { runImportStep } from "./run-import-step.ts";

/** Works out what each row would do, a thousand at a time. Goes on where it was cut. */
export async function checkImport(platform: Platform, step: ImportStep): Promise<void> {
  let after: number | undefined = 0;
  while (after !== undefined) {
    const from: number = after;
    after = await runImportStep(platform, step.orgId, async (ctx) => {
      const file = await lockImport(ctx, step.importId);
      if (file?.state !== "checking" || file.revision !== step.revision) return undefined;
      const last = await checkRows(ctx, file, from);
      await updateImport(ctx, step.importId, last === undefined ? { state: "checked" } : {});
      return last;
    });
  }
}
