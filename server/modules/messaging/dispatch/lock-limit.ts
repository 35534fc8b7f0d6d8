import type { FrequencyLimit } from "../../../../contracts/senders.ts";
import type { Context } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { getSenderLimit } from "../../senders/index.ts";
import { countFromHistory, insertSenderQueue, isWindowCounted, lockSenderQueue } from "./limiter.queries.ts";

/** Only tells which lock to begin with; whether there is a limit is read under it. */
const knownLimited = new WeakMap<Platform, Set<string>>();

export function isKnownLimited({ platform }: Context, senderId: string): boolean {
  return knownLimited.get(platform)?.has(senderId) ?? false;
}

/**
 * Two that share a lock and both want it alone would wait for each other: where there is a limit, the transaction begins
 * again with the other lock.
 */
export async function insistOnNoLimit(ctx: Context, senderId: string): Promise<void> {
  if ((await getSenderLimit(ctx, senderId)) === null) return;
  knownLimited.set(ctx.platform, (knownLimited.get(ctx.platform) ?? new Set()).add(senderId));
  throw askAgain("the sender has a limit now");
}

/** An error on which the transaction begins again, as after a failed serialization. */
function askAgain(because: string): Error {
  return Object.assign(new Error(because), { code: "40001" });
}

/**
 * Under the lock: a limit that is set at this moment is either seen here, or its first count waits for this transaction
 * and then counts it.
 */
export async function lockLimit(ctx: Context, senderId: string): Promise<FrequencyLimit | null> {
  if (!isKnownLimited(ctx, senderId)) {
    await insistOnNoLimit(ctx, senderId);
    return null;
  }
  await lockQueue(ctx, senderId, "update");
  const limit = await getSenderLimit(ctx, senderId);
  if (limit === null) return null;
  if (!(await isWindowCounted(ctx, senderId, limit))) await countFromHistory(ctx, senderId, limit);
  return limit;
}

export async function lockQueue(ctx: Context, senderId: string, mode: "share" | "update"): Promise<void> {
  if (await lockSenderQueue(ctx, senderId, mode)) return;
  await insertSenderQueue(ctx, senderId);
  await lockSenderQueue(ctx, senderId, mode);
}
