import { type FinalReason, type MessageState, messagesFinished } from "../../../../contracts/messaging.ts";
import type { ChannelPhase, Outcome } from "../../../channels/channel.ts";
import type { Context } from "../../../platform/context.ts";
import { publish } from "../../../platform/events.ts";
import { laneOf, openStates } from "../message-state.rules.ts";
import { type DomainRefusal, noteDomainRefusals } from "../note-domain-refusals.ts";
import { recordReturns } from "../record-returns.ts";
import { wakeLane } from "../wake-lane.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import {
  type ChangedMessage,
  type ClosedMessage,
  closeMessages,
  insertAttempts,
  type NewAttempt,
} from "./close.queries.ts";
import { isAboutDomain } from "./domain-rests.rules.ts";
import { replyOf } from "./reply.rules.ts";
import { maxAgeHours, type Next } from "./retry.rules.ts";

export interface EndedAttempt {
  message: ClaimedMessage;
  workerId: string;
  outcome: Outcome;
  next: Next;
  handedOverAt: Date | null;
}

/** Writes down how attempts ended, for all of one organisation that ended within a few milliseconds. */
export async function closeAttempts(ctx: Context, ended: EndedAttempt[]): Promise<boolean[]> {
  const counted = ended.filter(({ next }) => next.kind !== "give-back");
  const [rows] = await Promise.all([
    closeMessages(ctx, ended.map(closedOf)),
    counted.length > 0 ? insertAttempts(ctx, counted.map(attemptOf)) : undefined,
  ]);
  const changed = new Map(rows.map((row) => [row.messageId, row]));
  await recordRefusals(ctx, ended, changed);
  await noteDomainRefusals(ctx, ended.flatMap(refusalByDomain));
  await wakeForRetries(ctx, ended);
  await tellFinished(ctx, [...changed.values()]);
  return ended.map(({ message }) => changed.has(message.messageId));
}

function closedOf({ message, next }: EndedAttempt): ClosedMessage {
  const { messageId, claimToken } = message;
  const counted = {
    afterSeconds: null,
    finalReason: null,
    settleAfterSeconds: null,
    maxAgeHours: maxAgeHours(message.messageClass),
  };
  switch (next.kind) {
    case "accepted":
      return { messageId, claimToken, state: "accepted", ...counted };
    case "retry":
      return { messageId, claimToken, state: "queued", ...counted, afterSeconds: next.afterSeconds };
    case "give-back":
      return { messageId, claimToken, state: "queued", ...counted, maxAgeHours: null };
    case "failed":
      // One that may have arrived before has not failed because nobody tries again.
      if (message.isRepeat) return { messageId, claimToken, state: "uncertain", ...counted };
      return { messageId, claimToken, state: "failed", ...counted, finalReason: next.reason };
    case "uncertain":
      return { messageId, claimToken, state: "uncertain", ...counted, settleAfterSeconds: next.settleAfterSeconds };
    default:
      return next satisfies never;
  }
}

function attemptOf({ message, workerId, outcome, handedOverAt }: EndedAttempt): NewAttempt {
  const reply = replyOf(outcome);
  return {
    messageId: message.messageId,
    attemptNo: message.attemptCount + 1,
    claimToken: message.claimToken,
    workerId,
    outcome: outcome.outcome,
    phase: phaseOf(outcome),
    errorKind: outcome.outcome === "not-sent" ? outcome.error.kind : null,
    replyCode: reply?.code ?? null,
    replyText: reply?.text ?? null,
    handedOverAt,
  };
}

function phaseOf(outcome: Outcome): ChannelPhase {
  return "phase" in outcome ? outcome.phase : "replied";
}

/** What the server refused for good came back, as a report by mail would tell it (reliability 2.13). */
async function recordRefusals(
  ctx: Context,
  ended: EndedAttempt[],
  changed: Map<string, ChangedMessage>,
): Promise<void> {
  const refused = ended.flatMap(({ message, next, outcome }) => {
    const reply = replyOf(outcome);
    if (next.kind !== "failed" || next.bounceClass === null || !reply || !changed.has(message.messageId)) return [];
    const { messageId, senderId, batchId, addressId } = message;
    return {
      ...{ messageId, senderId, batchId, addressId },
      kind: "bounced" as const,
      bounceClass: next.bounceClass,
      statusCode: reply.enhancedCode,
      detail: `${reply.code} ${reply.text}`,
      happenedAt: null,
      reportedVia: "smtp" as const,
      reportKey: `bounced ${next.bounceClass}`,
    };
  });
  await recordReturns(ctx, refused);
}

function refusalByDomain({ message, outcome }: EndedAttempt): DomainRefusal[] {
  const reply = replyOf(outcome);
  if (!reply || !isAboutDomain(outcome)) return [];
  const { senderId, recipientAddress } = message;
  return [{ senderId, recipientAddress, replyText: `${reply.code} ${reply.text}` }];
}

/** The lane may be asleep already when a reply comes late. */
async function wakeForRetries(ctx: Context, ended: EndedAttempt[]): Promise<void> {
  const lanes = new Map(
    ended.filter(({ next }) => next.kind === "retry").map(({ message }) => [message.lane, message]),
  );
  for (const { senderId, messageClass, batchId } of lanes.values())
    await wakeLane(ctx, { senderId, ...laneOf(messageClass, batchId) });
}

interface Finished {
  messageId: string;
  state: MessageState;
  batchId: string | null;
  finalReason: FinalReason | null;
}

export async function tellFinished(ctx: Context, changed: Finished[]): Promise<void> {
  const messages = changed.flatMap(({ messageId, state, batchId, finalReason }) =>
    openStates.includes(state) ? [] : [{ messageId, state, batchId, finalReason }],
  );
  if (messages.length > 0) await publish(ctx, messagesFinished, { orgId: ctx.orgId, messages });
}
