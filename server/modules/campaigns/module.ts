import type { ModuleDefinition } from "../../platform/module.ts";
import { campaignRoutes } from "./admin.routes.ts";
import { launchScheduledJob } from "./campaigns.jobs.ts";
import { consentCampaignRoutes } from "./consent-campaigns.routes.ts";
import { queueRestJob } from "./queue-rest.jobs.ts";

export const campaignsModule: ModuleDefinition = {
  name: "campaigns",
  routes: [...campaignRoutes, ...consentCampaignRoutes],
  jobs: [launchScheduledJob, queueRestJob],
};
