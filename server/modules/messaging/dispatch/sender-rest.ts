import { senderBlocked } from "../../../../contracts/messaging.ts";
import type { Outcome } from "../../../channels/channel.ts";
import type { Context } from "../../../platform/context.ts";
import { publish } from "../../../platform/events.ts";
import { closeSenderBreaker, openSenderBreaker } from "../../senders/index.ts";
import { insertSenderQueue } from "./limiter.queries.ts";
import { blockedSeconds, breakerSeconds, failuresUntilBreaker, type SenderVerdict } from "./retry.rules.ts";
import { clearRest, countFailure, letSenderRest } from "./sender-queue.queries.ts";

export interface SenderNews {
  senderId: string;
  verdict: SenderVerdict;
  outcome: Outcome;
}

/** What one attempt says about the sender's server. True: it rests now, and its messages wait. */
export async function noteVerdict(ctx: Context, news: SenderNews): Promise<boolean> {
  const { senderId, verdict } = news;
  if (verdict === "unknown") return false;
  await insertSenderQueue(ctx, senderId);
  if (verdict === "works") {
    if (await clearRest(ctx, senderId)) await closeSenderBreaker(ctx, senderId);
    return false;
  }
  const failures = await countFailure(ctx, senderId);
  if (verdict === "failing" && failures < failuresUntilBreaker) return false;
  const seconds = verdict === "blocked" ? blockedSeconds : breakerSeconds(failures);
  const { reason, detail } = describe(news.outcome);
  await letSenderRest(ctx, { senderId, reason, detail, seconds });
  await openSenderBreaker(ctx, { senderId, reason: detail === "" ? reason : detail });
  await publish(ctx, senderBlocked, { orgId: ctx.orgId, senderId, reason, detail });
  return true;
}

function describe(outcome: Outcome): { reason: string; detail: string } {
  if (outcome.outcome === "not-sent")
    return { reason: outcome.error.kind, detail: outcome.error.reply?.text ?? outcome.error.detail };
  return "reply" in outcome
    ? { reason: "sender-refused", detail: `${outcome.reply.code} ${outcome.reply.text}` }
    : { reason: "unknown", detail: "" };
}
