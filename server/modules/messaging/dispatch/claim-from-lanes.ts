import { randomUUID } from "node:crypto";
import type { Context } from "../../../platform/context.ts";
import { getSenderLimit } from "../../senders/index.ts";
import { lanePriorities } from "../message-state.rules.ts";
import { type ClaimedMessage, giveBackClaim } from "./claim.queries.ts";
import { claim } from "./claim.ts";
import { insist } from "./dispatcher.ts";
import { capOf } from "./limit.rules.ts";
import { countInWindow } from "./limiter.queries.ts";
import { recoverSender } from "./recover.ts";
import type { SenderRun } from "./run-sender.ts";
import { batchOf } from "./settle-lane.ts";

export interface LaneWork {
  lane: string;
  priority: number;
  /** Nothing more to claim until somebody says otherwise. */
  isEmpty: boolean;
}

/** Urgent mail is claimed even when the buffer is full of a campaign's. */
const urgentAtOnce = 4;
const recoverEveryMs = 5_000;

export function hasUrgentLane(run: SenderRun): boolean {
  return [...run.lanes.values()].some((lane) => !lane.isEmpty && lane.priority < lanePriorities.batch);
}

/** The urgent lanes first; batches of one sender take turns. */
export async function claimFromLanes(run: SenderRun, room: number): Promise<ClaimedMessage[]> {
  const claimed: ClaimedMessage[] = [];
  await recoverNowAndThen(run);
  for (const lane of inTurn(run)) {
    const isUrgent = lane.priority < lanePriorities.batch;
    const wanted = Math.max(room - claimed.length, isUrgent ? urgentAtOnce : 0);
    if (wanted <= 0) break;
    claimed.push(...(await claimFromLane(run, lane, wanted)));
  }
  return claimed;
}

/** A long run must not keep what another worker's death left waiting. */
async function recoverNowAndThen(run: SenderRun): Promise<void> {
  if (performance.now() - run.recoveredAt < recoverEveryMs) return;
  run.recoveredAt = performance.now();
  const { senderId, repeatGuard } = run.line;
  await run.dispatcher.inOrganisation(run.orgId, (ctx) => recoverSender(ctx, senderId, repeatGuard !== null));
}

function inTurn(run: SenderRun): LaneWork[] {
  const open = [...run.lanes.values()].filter((lane) => !lane.isEmpty);
  const first = open.find(({ lane }) => batchOf(lane) !== undefined);
  if (first) {
    // Moved to the end of the map: the next claim begins with another batch.
    run.lanes.delete(first.lane);
    run.lanes.set(first.lane, first);
  }
  return open.sort((left, right) => left.priority - right.priority);
}

async function claimFromLane(run: SenderRun, lane: LaneWork, wanted: number): Promise<ClaimedMessage[]> {
  const claimToken = randomUUID();
  try {
    return await claimUnder(run, { lane, wanted, claimToken });
  } catch (error) {
    // The commit may have been made though nobody heard of it: then the messages are ours, and would wait for their lease.
    await insist(run.dispatcher.platform, () =>
      run.dispatcher.inOrganisation(run.orgId, (ctx) => giveBackClaim(ctx, run.line.senderId, claimToken)),
    );
    throw error;
  }
}

interface WantedClaim {
  lane: LaneWork;
  wanted: number;
  claimToken: string;
}

async function claimUnder(run: SenderRun, { lane, wanted, claimToken }: WantedClaim): Promise<ClaimedMessage[]> {
  return run.dispatcher.inOrganisation(run.orgId, async (ctx) => {
    const limit = Math.min(wanted, await findRoom(ctx, run, lane));
    const wish = {
      senderId: run.line.senderId,
      lane: lane.lane,
      limit,
      claimToken,
      workerId: run.dispatcher.workerId(),
      // A launch asked the rules about everybody just before; single mail may come from anywhere.
      isChecked: lane.priority < lanePriorities.batch || run.toCheck > 0,
    };
    const { messages, taken } = limit > 0 ? await claim(ctx, wish) : { messages: [], taken: 0 };
    run.toCheck = Math.max(0, run.toCheck - taken);
    if (taken < wanted) lane.isEmpty = true;
    return messages;
  });
}

/** Coarse, without locks, so that refusals at the dot are rare; the exact count is made there. */
async function findRoom(ctx: Context, run: SenderRun, { lane }: LaneWork): Promise<number> {
  const { senderId } = run.line;
  const limit = await getSenderLimit(ctx, senderId);
  if (limit === null) return Number.MAX_SAFE_INTEGER;
  const ahead = run.buffer.length + run.connections - run.idle;
  return capOf(limit.count, batchOf(lane) !== undefined) - (await countInWindow(ctx, senderId, limit)) - ahead;
}
