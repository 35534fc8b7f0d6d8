import { z } from "zod";
import { runInOrganisation } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { defineJob, queueJob } from "../../../platform/queue.ts";
import { fillDemonstration } from "./fill-demonstration.ts";

const payload = z.object({ orgId: z.uuid() });
type Payload = z.infer<typeof payload>;

export const fillDemonstrationJob = defineJob({
  name: "workspace.fill-demonstration",
  payload,
  retryLimit: 5,
  expireInSeconds: 600,
  run: fillOrGoOn,
});

async function fillOrGoOn(platform: Platform, { orgId }: Payload): Promise<void> {
  if (await fillDemonstration(platform, { orgId })) return;
  await runInOrganisation(platform, { orgId, actor: { kind: "system", name: "demonstration" } }, (ctx) =>
    queueJob(ctx, fillDemonstrationJob, { orgId }),
  );
}
