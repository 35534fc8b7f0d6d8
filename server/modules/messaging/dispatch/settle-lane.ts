import type { FrequencyLimit } from "../../../../contracts/senders.ts";
import type { Context } from "../../../platform/context.ts";
import { isRefusal } from "../../../platform/errors.ts";
import { getSenderLimit, getSharedLimit } from "../../senders/index.ts";
import { findBatchState } from "../batches.queries.ts";
import { watchCanary } from "../canary/watch-canary.ts";
import { deleteFinishedClaims } from "../claims.queries.ts";
import { endBatch } from "../end-batch.ts";
import { deleteLane, findNextTime, type LaneKey, lockLane, setNextTime } from "../lanes.queries.ts";
import { stopBatchMessages } from "../message-stops.ts";
import { isSenderPaused } from "../shared-sender/pauses.queries.ts";
import { capOf } from "./limit.rules.ts";
import { findNextFreeTime } from "./limiter.queries.ts";
import { findPlatformFreeTime } from "./platform-blocks.queries.ts";

/** Who resumes wakes it; this is only for what went wrong then. */
const pausedSeconds = 600;

export interface LaneRest extends LaneKey {
  /** Nothing can be done before: the sender rests. */
  notBefore: Date | null;
  /** At least so long: the sender is not connected, or another worker has all its connections. */
  afterSeconds: number;
}

/**
 * Called when a lane has nothing more to give now. Decides when somebody looks again, and ends the batch that is done.
 * Whoever queues into it meanwhile holds its lock, and then it stays due.
 */
export async function settleLane(ctx: Context, lane: LaneRest): Promise<void> {
  const batchId = batchOf(lane.lane);
  if (batchId !== undefined) await endBatch(ctx, batchId);
  const canarySeconds = batchId === undefined ? 0 : await watchCanary(ctx, batchId);
  if (!(await lockLane(ctx, lane))) return;
  await deleteFinishedClaims(ctx, lane.senderId);
  const nextAt = await findNextTime(ctx, lane);
  if (nextAt === null) {
    const hasMore = batchId !== undefined && (await endForGood(ctx, batchId));
    return hasMore ? setNextTime(ctx, { ...lane, afterSeconds: 1, at: new Date(0) }) : deleteLane(ctx, lane);
  }
  const freeAt = await findFreeTime(ctx, lane.senderId, batchId !== undefined);
  const times = [nextAt, lane.notBefore, freeAt].flatMap((time) => time?.getTime() ?? []);
  const isPaused = lane.lane !== "security" && (await isSenderPaused(ctx, lane.senderId));
  const afterSeconds = isPaused ? pausedSeconds : Math.max(lane.afterSeconds, canarySeconds);
  await setNextTime(ctx, { ...lane, afterSeconds, at: new Date(Math.max(...times)) });
}

/**
 * Asked again: what had not come to its end before may have done so since, and nobody will look at this lane any more. What
 * was on its way when a cancellation marked the rest, and was given back since, is marked here. True: there may be more.
 */
async function endForGood(ctx: Context, batchId: string): Promise<boolean> {
  if ((await findBatchState(ctx, batchId)) === "cancelled") return stopBatchMessages(ctx, batchId);
  await endBatch(ctx, batchId);
  return false;
}

export function batchOf(lane: string): string | undefined {
  return lane === "security" || lane === "single" ? undefined : lane;
}

export async function findFreeTime(ctx: Context, senderId: string, isBatch: boolean): Promise<Date | null> {
  const shared = await getSharedLimit(ctx, senderId);
  if (shared !== null) return findPlatformFreeTime(ctx, { limit: shared, cap: capOf(shared.count, isBatch) });
  const limit = await findLimit(ctx, senderId);
  return limit === null ? null : findNextFreeTime(ctx, senderId, { ...limit, cap: capOf(limit.count, isBatch) });
}

/** A sender that was removed has none; its messages wait, and the screens say why. */
async function findLimit(ctx: Context, senderId: string): Promise<FrequencyLimit | null> {
  try {
    return await getSenderLimit(ctx, senderId);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}
