import { senderChanged } from "../../../contracts/senders.ts";
import type { Context } from "../../platform/context.ts";
import { publish } from "../../platform/events.ts";
import { recordAudit } from "../audit/index.ts";
import { setBreakerClosed, setBreakerOpen } from "./senders.queries.ts";
import { cleanReply } from "./test-outcome.rules.ts";

/** Messages of this sender wait from now on. `reason` is shown to the administrator: the server's words, cleaned here. */
export async function openSenderBreaker(ctx: Context, input: { senderId: string; reason: string }): Promise<void> {
  const wasClosed = await setBreakerOpen(ctx, input.senderId, cleanReply(input.reason) ?? "");
  if (!wasClosed) return;
  await recordAudit(ctx, { action: "senders.breaker-opened", subjectKind: "sender", subjectId: input.senderId });
  await publish(ctx, senderChanged, { senderId: input.senderId });
}

export async function closeSenderBreaker(ctx: Context, senderId: string): Promise<void> {
  if (!(await setBreakerClosed(ctx, senderId))) return;
  await recordAudit(ctx, { action: "senders.breaker-closed", subjectKind: "sender", subjectId: senderId });
  await publish(ctx, senderChanged, { senderId });
}
