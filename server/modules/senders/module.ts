import { ownProofDeclared } from "../../../contracts/consent.ts";
import { organisationCreated } from "../../../contracts/identity.ts";
import { subscribe } from "../../platform/events.ts";
import type { ModuleDefinition } from "../../platform/module.ts";
import { senderRoutes } from "./admin.routes.ts";
import { checkOwnSender } from "./check-own-sender.ts";
import { ensurePlatformSender } from "./ensure-platform-sender.ts";

export const sendersModule: ModuleDefinition = {
  name: "senders",
  routes: senderRoutes,
  subscriptions: [
    subscribe(organisationCreated, (ctx) => ensurePlatformSender(ctx)),
    subscribe(ownProofDeclared, (ctx, { senderId }) => checkOwnSender(ctx, senderId)),
  ],
};
