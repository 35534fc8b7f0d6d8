import type { ModuleDefinition } from "../../platform/module.ts";
import { demoMailboxRoutes } from "./demo-mailbox/admin.routes.ts";
import { startDemoSink } from "./demo-mailbox/start-demo-sink.ts";
import { trimDemoMailboxes } from "./demo-mailbox/trim-demo-mailboxes.ts";

export const workspaceModule: ModuleDefinition = {
  name: "workspace",
  routes: demoMailboxRoutes,
  schedules: [{ name: "workspace.trim-demo-mailboxes", cron: "43 3 * * *", run: trimDemoMailboxes }],
  background: startDemoSink,
};
