import type { Context } from "../../platform/context.ts";
import { findFreeTime } from "./dispatch/settle-lane.ts";

interface Waiting {
  senderId: string;
  batchId: string | null;
  notBefore: Date;
}

/** Answers when each of them may leave at the earliest: its own time, or when its sender's limit lets the next one through. */
export async function findFreeTimes(ctx: Context, waiting: Waiting[]): Promise<(one: Waiting) => Date> {
  const times = new Map<string, Date | null>();
  for (const one of waiting) {
    const key = keyOf(one);
    if (!times.has(key)) times.set(key, await findFreeTime(ctx, one.senderId, one.batchId !== null));
  }
  return (one) => {
    const freeAt = times.get(keyOf(one)) ?? one.notBefore;
    return freeAt > one.notBefore ? freeAt : one.notBefore;
  };
}

function keyOf({ senderId, batchId }: Waiting): string {
  return `${senderId} ${batchId === null ? "single" : "batch"}`;
}
