import { getSenderLimit } from "../../senders/index.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import { claim } from "./claim.ts";
import { capOf } from "./limit.rules.ts";
import { countInWindow } from "./limiter.queries.ts";
import type { SenderRun } from "./run-sender.ts";
import { batchOf } from "./settle-lane.ts";

export interface LaneWork {
  lane: string;
  priority: number;
  /** Nothing more to claim until somebody says otherwise. */
  isEmpty: boolean;
}

/** The urgent lanes first; batches of one sender take turns. */
export async function claimFromLanes(run: SenderRun, wanted: number): Promise<ClaimedMessage[]> {
  const claimed: ClaimedMessage[] = [];
  for (const lane of inTurn(run)) {
    if (claimed.length >= wanted) break;
    const messages = await claimFromLane(run, lane, wanted - claimed.length);
    claimed.push(...messages);
  }
  return claimed;
}

function inTurn(run: SenderRun): LaneWork[] {
  const open = [...run.lanes.values()].filter((lane) => !lane.isEmpty);
  for (const { lane } of open) {
    const work = run.lanes.get(lane);
    if (!work || batchOf(lane) === undefined) continue;
    // Moved to the end of the map: the next claim begins with another batch.
    run.lanes.delete(lane);
    run.lanes.set(lane, work);
    break;
  }
  return open.sort((left, right) => left.priority - right.priority);
}

async function claimFromLane(run: SenderRun, lane: LaneWork, wanted: number): Promise<ClaimedMessage[]> {
  const { senderId } = run.line;
  const workerId = run.dispatcher.workerId();
  return run.dispatcher.inOrganisation(run.orgId, async (ctx) => {
    const limit = await getSenderLimit(ctx, senderId);
    const used = limit === null ? 0 : await countInWindow(ctx, senderId, limit);
    // Coarse, without locks, so that refusals at the dot are rare; the exact count is made there.
    const room =
      limit === null
        ? wanted
        : capOf(limit.count, batchOf(lane.lane) !== undefined) - used - run.buffer.length - run.connections;
    const asked = Math.min(wanted, Math.max(room, 0));
    const { messages, taken } =
      asked === 0
        ? { messages: [], taken: 0 }
        : await claim(ctx, { senderId, lane: lane.lane, limit: asked, workerId });
    if (taken < wanted) lane.isEmpty = true;
    return messages;
  });
}
