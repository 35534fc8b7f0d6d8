import { z } from "zod";
import { timestamp } from "../../../contracts/common.ts";
import { runInOrganisation } from "../../platform/context.ts";
import { defineJob } from "../../platform/queue.ts";
import { launchScheduled } from "./launch-scheduled.ts";

/** Comes once per scheduling. A campaign that was called off or moved since has another time, and nothing happens. */
export const launchScheduledJob = defineJob({
  name: "campaigns.launch-scheduled",
  payload: z.object({ orgId: z.uuid(), campaignId: z.uuid(), scheduledAt: timestamp }),
  retryLimit: 10,
  run: (platform, payload) =>
    runInOrganisation(
      platform,
      { orgId: payload.orgId, actor: { kind: "system", name: "campaigns.launch-scheduled" } },
      (ctx) => launchScheduled(ctx, payload.campaignId, new Date(payload.scheduledAt)),
    ),
});
