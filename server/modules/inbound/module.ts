import type { ModuleDefinition } from "../../platform/module.ts";
import { queueJob } from "../../platform/queue.ts";
import { forEachOrganisation } from "../identity/index.ts";
import { inboundRoutes } from "./admin.routes.ts";
import { readMailboxJob } from "./inbound.jobs.ts";
import { listReadableMailboxes } from "./mailbox/return-mailboxes.queries.ts";
import { startReturnListener } from "./returns/start-return-listener.ts";

export const inboundModule: ModuleDefinition = {
  name: "inbound",
  routes: inboundRoutes,
  jobs: [readMailboxJob],
  schedules: [
    {
      name: "inbound.read-return-mailboxes",
      cron: "*/5 * * * *",
      run: (platform) =>
        forEachOrganisation(platform, "inbound", async (ctx) => {
          for (const { senderId } of await listReadableMailboxes(ctx))
            await queueJob(ctx, readMailboxJob, { orgId: ctx.orgId, senderId });
        }),
    },
  ],
  background: startReturnListener,
};
