import type { ModuleDefinition } from "../../platform/module.ts";
import { accountRoutes } from "./account.routes.ts";
import { adminIdentityRoutes } from "./admin.routes.ts";
import { createApiKeyCommand, resetAdministratorCommand } from "./identity.commands.ts";
import { organisationRoutes } from "./organisation.routes.ts";
import { publicIdentityRoutes } from "./public.routes.ts";
import { removeWhatEnded } from "./remove-what-ended.ts";

export { authenticate } from "./sessions/authenticate.ts";

export const identityModule: ModuleDefinition = {
  name: "identity",
  routes: [...publicIdentityRoutes, ...accountRoutes, ...adminIdentityRoutes, ...organisationRoutes],
  schedules: [{ name: "identity.remove-what-ended", cron: "17 * * * *", run: removeWhatEnded }],
  commands: [createApiKeyCommand, resetAdministratorCommand],
};
