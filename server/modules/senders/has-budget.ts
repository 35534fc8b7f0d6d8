import type { Context } from "../../platform/context.ts";
import { isSharedSender } from "./is-shared-sender.ts";
import { readPlatformSender } from "./platform-sender.rules.ts";

/** Whether returns and complaints about this sender are counted against the organisation. */
export async function hasBudget(ctx: Context, senderId: string): Promise<boolean> {
  const isWanted = readPlatformSender(ctx.platform.config.platformSmtpUrl)?.hasBudget ?? false;
  return isWanted && (await isSharedSender(ctx, senderId));
}
