import { z } from "zod";
import { runInOrganisation } from "../../../platform/context.ts";
import { defineJob } from "../../../platform/queue.ts";
import { sendLink } from "./send-link.ts";

/** Carries no address: what is kept of jobs is kept for days. */
export const sendLinkJob = defineJob({
  name: "consent.send-area-link",
  payload: z.object({ orgId: z.uuid(), requestId: z.uuid() }),
  retryLimit: 3,
  run: (platform, { orgId, requestId }) =>
    runInOrganisation(platform, { orgId, actor: { kind: "system", name: "consent" } }, (ctx) =>
      sendLink(ctx, requestId),
    ),
});
