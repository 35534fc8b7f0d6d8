import { auditModule } from "./modules/audit/module.ts";
import { campaignsModule } from "./modules/campaigns/module.ts";
import { consentModule } from "./modules/consent/module.ts";
import { contactsModule } from "./modules/contacts/module.ts";
import { identityModule } from "./modules/identity/module.ts";
import { inboundModule } from "./modules/inbound/module.ts";
import { messagingModule } from "./modules/messaging/module.ts";
import { noticesModule } from "./modules/notices/module.ts";
import { sendersModule } from "./modules/senders/module.ts";
import { templatesModule } from "./modules/templates/module.ts";
import { workspaceModule } from "./modules/workspace/module.ts";
import type { ModuleDefinition } from "./platform/module.ts";

/** The one list of modules, from the floor up: it is also the order in which events are delivered. */
export const modules: ModuleDefinition[] = [
  auditModule,
  identityModule,
  contactsModule,
  sendersModule,
  templatesModule,
  consentModule,
  messagingModule,
  noticesModule,
  campaignsModule,
  inboundModule,
  workspaceModule,
];

export { authenticate } from "./modules/identity/module.ts";

export const routes = modules.flatMap((module) => module.routes);
export const jobs = modules.flatMap((module) => module.jobs ?? []);
export const schedules = modules.flatMap((module) => module.schedules ?? []);
export const subscriptions = modules.flatMap((module) => module.subscriptions ?? []);
export const commands = modules.flatMap((module) => module.commands ?? []);
