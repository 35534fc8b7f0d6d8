import type { Context } from "../../platform/context.ts";
import { isSharedSender } from "./is-shared-sender.ts";
import { readPlatformSender } from "./platform-sender.rules.ts";

/** With how many messages large launches by this sender begin; null: with all. Only the shared sender needs it. */
export async function findCanaryRule(ctx: Context, senderId: string): Promise<{ from: number; size: number } | null> {
  const rule = readPlatformSender(ctx.platform.config.platformSmtpUrl)?.canary ?? null;
  return rule !== null && (await isSharedSender(ctx, senderId)) ? rule : null;
}
