import { organisationCreated } from "../../../contracts/identity.ts";
import { subscribe } from "../../platform/events.ts";
import type { ModuleDefinition } from "../../platform/module.ts";
import { demoMailboxRoutes } from "./demo-mailbox/admin.routes.ts";
import { startDemoSink } from "./demo-mailbox/start-demo-sink.ts";
import { trimDemoMailboxes } from "./demo-mailbox/trim-demo-mailboxes.ts";
import { beginDemonstration } from "./demonstration/begin-demonstration.ts";
import { fillDemonstrationJob } from "./demonstration/demonstration.jobs.ts";
import { homeRoutes } from "./home/admin.routes.ts";
import { startMyBusinessRoutes } from "./start-my-business/admin.routes.ts";

export const workspaceModule: ModuleDefinition = {
  name: "workspace",
  routes: [...homeRoutes, ...startMyBusinessRoutes, ...demoMailboxRoutes],
  jobs: [fillDemonstrationJob],
  schedules: [{ name: "workspace.trim-demo-mailboxes", cron: "43 3 * * *", run: trimDemoMailboxes }],
  subscriptions: [
    subscribe(organisationCreated, async (ctx, { isDemonstration }) => {
      if (isDemonstration) await beginDemonstration(ctx);
    }),
  ],
  background: startDemoSink,
};
