import { z } from "zod";
import { runInOrganisation } from "../../platform/context.ts";
import { defineJob, queueJob } from "../../platform/queue.ts";
import { queueNextSlice } from "./queue-next-slice.ts";

/** One slice each time, and in its transaction the job for the next: a crash costs a slice, and the next try makes it. */
export const queueRestJob = defineJob({
  name: "campaigns.queue-rest",
  payload: z.object({ orgId: z.uuid(), campaignId: z.uuid() }),
  retryLimit: 50,
  expireInSeconds: 60,
  run: (platform, { orgId, campaignId }) =>
    runInOrganisation(platform, { orgId, actor: { kind: "system", name: "campaigns.queue-rest" } }, async (ctx) => {
      if (await queueNextSlice(ctx, campaignId)) await queueJob(ctx, queueRestJob, { orgId, campaignId });
    }),
});
