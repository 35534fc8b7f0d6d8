import type { ModuleDefinition } from "../../platform/module.ts";
import { campaignRoutes } from "./admin.routes.ts";
import { launchScheduledJob } from "./campaigns.jobs.ts";

export const campaignsModule: ModuleDefinition = {
  name: "campaigns",
  routes: campaignRoutes,
  jobs: [launchScheduledJob],
};
