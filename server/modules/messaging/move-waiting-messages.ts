import type { Context } from "../../platform/context.ts";
import { recordAudit } from "../audit/index.ts";
import { chooseSender, listSenders } from "../senders/index.ts";
import { setBatchSender } from "./batches.queries.ts";
import { batchOf } from "./dispatch/settle-lane.ts";
import { listLanesOfSender, updateSenderOfQueued, type WaitingLane } from "./waiting-messages.queries.ts";
import { wakeLane } from "./wake-lane.ts";

/**
 * Where the installation has no sender, messages wait for it. When the organisation connects a mailbox of its own, they
 * leave by that one. Security mail stays: it never leaves by a mailbox that somebody may have taken over.
 */
export async function moveWaitingMessages(ctx: Context): Promise<void> {
  const { items } = await listSenders(ctx);
  const platform = items.find((sender) => sender.kind === "platform");
  if (platform?.state !== "not-connected") return;
  for (const lane of await listLanesOfSender(ctx, platform.senderId)) {
    if (lane.lane !== "security") await moveLane(ctx, platform.senderId, lane);
  }
}

async function moveLane(ctx: Context, from: string, { lane, priority }: WaitingLane): Promise<void> {
  const { kind, senderId } = await chooseSender(ctx, { purpose: lane === "single" ? "single" : "campaign" });
  if (kind !== "smtp") return;
  const batchId = batchOf(lane);
  // First, and then what a launch queues at this moment is moved too.
  if (batchId !== undefined) await setBatchSender(ctx, batchId, senderId);
  const moved = await updateSenderOfQueued(ctx, { from, to: senderId, lane });
  if (moved === 0) return;
  await wakeLane(ctx, { senderId, lane, priority });
  await recordAudit(ctx, {
    action: "messaging.waiting-messages-moved",
    subjectKind: "sender",
    subjectId: senderId,
    details: { moved, lane },
  });
}
