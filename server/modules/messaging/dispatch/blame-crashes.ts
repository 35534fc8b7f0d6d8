import type { Context } from "../../../platform/context.ts";
import { listDeadClaimers } from "../claims.queries.ts";
import { tellFinished } from "./close.ts";
import { readCrashMark } from "./crash-mark.ts";
import { countRenderCrash, failPoison } from "./crashes.queries.ts";

const mostCrashes = 3;

/**
 * A message that was being made ready each time a process died is given up, since it would take the next one with it, and
 * all that waits behind it. Must come before the dead worker's claims go back.
 */
export async function blameCrashes(ctx: Context, senderId: string): Promise<void> {
  for (const workerId of await listDeadClaimers(ctx, senderId)) {
    const marked = readCrashMark(ctx.platform.config.dataFolder, workerId);
    if (marked?.orgId !== ctx.orgId) continue;
    const crashes = await countRenderCrash(ctx, { messageId: marked.messageId, workerId });
    if (crashes === undefined || crashes < mostCrashes) continue;
    ctx.platform.logger.error({ messageId: marked.messageId, crashes }, "a message ends the process that renders it");
    await tellFinished(ctx, await failPoison(ctx, marked.messageId));
  }
}
