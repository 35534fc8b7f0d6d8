import { z } from "zod";
import { sharedSenderPaused } from "../../../contracts/shared-sender.ts";
import { runInOrganisation } from "../../platform/context.ts";
import { defineJob } from "../../platform/queue.ts";
import { tellAboutHold } from "./tell-about-hold.ts";

/** A job: what came back must be written down, whatever becomes of the mails about it. */
export const tellAboutHoldJob = defineJob({
  name: "notices.tell-about-hold",
  payload: z.object({ orgId: z.uuid(), hold: sharedSenderPaused.payload }),
  retryLimit: 10,
  run: (platform, { orgId, hold }) =>
    runInOrganisation(platform, { orgId, actor: { kind: "system", name: "notices" } }, (ctx) =>
      tellAboutHold(ctx, hold),
    ),
});
