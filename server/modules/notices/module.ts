import { answeredFromPage, areaLinkAsked } from "../../../contracts/consent.ts";
import { administratorReset, passwordChanged } from "../../../contracts/identity.ts";
import { sharedSenderPaused } from "../../../contracts/shared-sender.ts";
import { subscribe } from "../../platform/events.ts";
import type { ModuleDefinition } from "../../platform/module.ts";
import { queueJob } from "../../platform/queue.ts";
import { noticeRoutes } from "./admin.routes.ts";
import { tellAboutHoldJob } from "./notices.jobs.ts";
import { sendAnswerReceipt } from "./send-answer-receipt.ts";
import { sendAreaLink } from "./send-area-link.ts";
import { tellAboutPassword } from "./tell-about-password.ts";
import { tellAboutReset } from "./tell-about-reset.ts";

export const noticesModule: ModuleDefinition = {
  name: "notices",
  routes: noticeRoutes,
  jobs: [tellAboutHoldJob],
  subscriptions: [
    subscribe(answeredFromPage, sendAnswerReceipt),
    subscribe(areaLinkAsked, sendAreaLink),
    subscribe(administratorReset, tellAboutReset),
    subscribe(passwordChanged, tellAboutPassword),
    subscribe(sharedSenderPaused, (ctx, hold) => queueJob(ctx, tellAboutHoldJob, { orgId: ctx.orgId, hold })),
  ],
};
