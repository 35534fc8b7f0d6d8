import { jobs } from "../../server/app.ts";
import { createOrganisation } from "../../server/modules/identity/index.ts";
import type { Platform } from "../../server/platform/platform.ts";

/** What a dump should hold: the demonstration as it is made on a first start, and a business beside it. */
export async function seedInstallation(platform: Platform): Promise<void> {
  const administrator = { email: "demo@placet.example", name: "Camille Martin" };
  await createOrganisation(platform, {
    name: "Chauffage Martin",
    language: "fr",
    isDemonstration: true,
    administrator,
  });
  const other = { email: "ada@placet.example", name: "Ada Byron" };
  await createOrganisation(platform, { name: "Byron & Sons", language: "en", administrator: other });
  await drainQueue(platform);
}

/** Runs what is queued until nothing is left. */
async function drainQueue({ queue: { boss }, ...platform }: Platform): Promise<void> {
  for (let found = true; found; ) {
    found = false;
    for (const job of jobs) {
      for (const queued of await boss.fetch(job.name, { batchSize: 50 })) {
        found = true;
        await job.runUnchecked({ ...platform, queue: { boss } }, queued.data);
        await boss.complete(job.name, queued.id);
      }
    }
  }
}
