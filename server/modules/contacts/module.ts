import type { ModuleDefinition } from "../../platform/module.ts";
import { contactRoutes } from "./admin.routes.ts";
import { importRoutes } from "./import/admin.routes.ts";
import { importJobs } from "./import/import.jobs.ts";
import { wakeImports } from "./import/wake-imports.ts";

export const contactsModule: ModuleDefinition = {
  name: "contacts",
  routes: [...contactRoutes, ...importRoutes],
  jobs: importJobs,
  schedules: [{ name: "contacts.wake-imports", cron: "* * * * *", run: wakeImports }],
};
