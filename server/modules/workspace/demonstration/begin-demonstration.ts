import type { Context } from "../../../platform/context.ts";
import { queueJob } from "../../../platform/queue.ts";
import { fillDemonstrationJob } from "./demonstration.jobs.ts";
import { insertDemonstration } from "./demonstrations.queries.ts";

/** Its people are made by a job: signing in need not wait for them. */
export async function beginDemonstration(ctx: Context): Promise<void> {
  await insertDemonstration(ctx);
  await queueJob(ctx, fillDemonstrationJob, { orgId: ctx.orgId });
}
