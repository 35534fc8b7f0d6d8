import type { SenderQueue } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { findFreeTime } from "./dispatch/settle-lane.ts";
import { listSlowedDomains } from "./domain-rests.queries.ts";
import { listSenderQueueRows, type SenderQueueRow } from "./sender-queues.queries.ts";

/** What waits at each sender, why, and when its limit lets the next one through. */
export async function listSenderQueues(ctx: Context): Promise<{ items: SenderQueue[] }> {
  const items: SenderQueue[] = [];
  const slowed = await listSlowedDomains(ctx);
  for (const row of await listSenderQueueRows(ctx)) {
    const nextFreeAt = await findFreeTime(ctx, row.senderId, true);
    items.push({
      senderId: row.senderId,
      waiting: row.waiting,
      uncertain: row.uncertain,
      breaker: breakerOf(row),
      nextFreeAt: nextFreeAt?.toISOString() ?? null,
      slowedDomains: slowed
        .filter(({ senderId }) => senderId === row.senderId)
        .map(({ domain, slowedUntil, replyText }) => ({ domain, until: slowedUntil.toISOString(), replyText })),
    });
  }
  return { items };
}

function breakerOf(row: SenderQueueRow): SenderQueue["breaker"] {
  const { breakerReason, breakerDetail, breakerOpenedAt, breakerUntil } = row;
  if (breakerReason === null || breakerOpenedAt === null || breakerUntil === null) return null;
  return {
    reason: breakerReason,
    detail: breakerDetail ?? "",
    openedAt: breakerOpenedAt.toISOString(),
    until: breakerUntil.toISOString(),
  };
}
