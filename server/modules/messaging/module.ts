import type { ModuleDefinition } from "../../platform/module.ts";
import { forEachOrganisation } from "../identity/index.ts";
import { messagingRoutes } from "./admin.routes.ts";
import { deleteOldSlots } from "./dispatch/limiter.queries.ts";
import { deleteOldBlocks } from "./dispatch/platform-blocks.queries.ts";
import { startDispatcher } from "./dispatch/start-dispatcher.ts";
import { deleteOldWorkers } from "./dispatch/workers.queries.ts";
import { doctorCommand } from "./doctor/doctor-command.ts";
import { evidenceOfAddressRoutes } from "./evidence/evidence.routes.ts";
import { measureRoad } from "./measure-road.ts";
import { eraseContactJob, stopCancelledJob, stopRefusedJob } from "./messaging.jobs.ts";
import { messagingSubscriptions } from "./messaging.subscriptions.ts";
import { postponeDomainJob } from "./postpone-domain.jobs.ts";
import { reasonRoutes } from "./reasons/reasons.routes.ts";
import { resumeSharedSenderCommand } from "./shared-sender/shared-sender.commands.ts";
import { sharedSenderRoutes } from "./shared-sender/shared-sender.routes.ts";
import { publicTrackingRoutes } from "./tracking/public.routes.ts";
import { forgetOldVisits } from "./tracking/tracking.queries.ts";

export const messagingModule: ModuleDefinition = {
  name: "messaging",
  routes: [
    ...messagingRoutes,
    ...reasonRoutes,
    ...sharedSenderRoutes,
    ...evidenceOfAddressRoutes,
    ...publicTrackingRoutes,
  ],
  jobs: [postponeDomainJob, stopCancelledJob, stopRefusedJob, eraseContactJob],
  schedules: [
    {
      name: "messaging.sweep",
      cron: "17 3 * * *",
      run: async (platform) => {
        await deleteOldWorkers(platform);
        await deleteOldBlocks(platform);
        await forEachOrganisation(platform, "messaging", deleteOldSlots);
      },
    },
    {
      name: "messaging.forget-visits",
      cron: "25 3 * * *",
      run: (platform) => forEachOrganisation(platform, "messaging.forget-visits", forgetOldVisits),
    },
  ],
  subscriptions: messagingSubscriptions,
  commands: [doctorCommand, resumeSharedSenderCommand],
  measure: measureRoad,
  background: (platform) => startDispatcher(platform),
};
