import { nothing } from "../../../../contracts/common.ts";
import { resumeSharedSenderBody, sharedSenderPauseAnswer } from "../../../../contracts/shared-sender.ts";
import { defineRoute } from "../../../http/route.ts";
import { getSharedSenderPause } from "./get-shared-sender-pause.ts";
import { resumeSharedSender } from "./resume-shared-sender.ts";

export const sharedSenderRoutes = [
  defineRoute({
    operationId: "getSharedSenderPause",
    method: "GET",
    path: "/shared-sender-pause",
    summary: "Whether messages on the installation's own sender are held back, and why",
    policy: "signed-in",
    response: sharedSenderPauseAnswer,
    handler: (ctx) => getSharedSenderPause(ctx),
  }),
  defineRoute({
    operationId: "resumeSharedSender",
    method: "POST",
    path: "/shared-sender-pause/resume",
    summary: "Let messages on the installation's own sender go on, with a written reason",
    policy: "organisation.manage",
    idempotency: "optional",
    body: resumeSharedSenderBody,
    response: nothing,
    handler: async (ctx, { body }) => {
      await resumeSharedSender(ctx, body.reason);
      return {};
    },
  }),
];
