import type { Context } from "../../platform/context.ts";
import { recordAudit } from "../audit/index.ts";
import { chooseSender, listSenders } from "../senders/index.ts";
import { listLanesOfSender, updateSenderOfQueued } from "./waiting-messages.queries.ts";
import { wakeLane } from "./wake-lane.ts";

/**
 * Where the installation has no sender, messages wait for it. When the organisation connects a mailbox of its own, they
 * leave by that one. Security mail stays: it never leaves by a mailbox that somebody may have taken over.
 */
export async function moveWaitingMessages(ctx: Context): Promise<void> {
  const { items } = await listSenders(ctx);
  const platform = items.find((sender) => sender.kind === "platform");
  if (platform?.state !== "not-connected") return;
  for (const { lane, priority } of await listLanesOfSender(ctx, platform.senderId)) {
    if (lane === "security") continue;
    const chosen = await chooseSender(ctx, { purpose: lane === "single" ? "single" : "campaign" });
    if (chosen.kind !== "smtp") continue;
    const moved = await updateSenderOfQueued(ctx, { from: platform.senderId, to: chosen.senderId, lane });
    if (moved === 0) continue;
    await wakeLane(ctx, { senderId: chosen.senderId, lane, priority });
    await recordAudit(ctx, {
      action: "messaging.waiting-messages-moved",
      subjectKind: "sender",
      subjectId: chosen.senderId,
      details: { moved, lane },
    });
  }
}
