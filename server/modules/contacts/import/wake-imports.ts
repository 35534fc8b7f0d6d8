import type { Platform } from "../../../platform/platform.ts";
import { queueJob } from "../../../platform/queue.ts";
import { forEachOrganisation } from "../../identity/index.ts";
import { checkImportJob, readImportJob, runImportJob, undoImportJob } from "./import.jobs.ts";
import { deleteForgottenImports, listSilentImports, updateImport } from "./imports.queries.ts";

const jobOfState = { reading: readImportJob, checking: checkImportJob, running: runImportJob, undoing: undoImportJob };

/** Starts again what a killed process left, and removes files that nobody imported. */
export async function wakeImports(platform: Platform): Promise<void> {
  await forEachOrganisation(platform, "import", async (ctx) => {
    for (const { importId, state, revision } of await listSilentImports(ctx)) {
      const job = jobOfState[state as keyof typeof jobOfState];
      await queueJob(ctx, job, { orgId: ctx.orgId, importId, revision });
      await updateImport(ctx, importId, {});
    }
    await deleteForgottenImports(ctx);
  });
}
