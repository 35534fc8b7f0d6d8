import type { RefusalReason } from "../../../../contracts/consent.ts";
import type { FinalReason } from "../../../../contracts/messaging.ts";
import type { GateRequest, SendPermit } from "../../../../contracts/send-permit.ts";
import type { FrequencyLimit } from "../../../../contracts/senders.ts";
import type { Context } from "../../../platform/context.ts";
import { passCrashPoint } from "../../../platform/crash-points.ts";
import { lockAndDecide } from "../../consent/index.ts";
import { getSenderLimit } from "../../senders/index.ts";
import { stopMessages } from "../messages.queries.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import { lockOwnClaims, markHandingOver, shareBatches } from "./hand-over.queries.ts";
import { holdMessages } from "./hold.queries.ts";
import { capOf } from "./limit.rules.ts";
import {
  countFromHistory,
  countInWindow,
  insertSenderQueue,
  isWindowCounted,
  lockSenderQueue,
  takeSlots,
} from "./limiter.queries.ts";

export interface HandOverRequest {
  message: ClaimedMessage;
  messageIdHeader: string;
  sentFrom: string;
}

/** `give-back`: not now (paused, limit reached) or not ours any more; the connection must be dropped all the same. */
export type HandOverAnswer =
  | { verdict: "go"; permit: SendPermit; handedOverAt: Date }
  | { verdict: "stop"; reason: FinalReason }
  | { verdict: "give-back"; because: "lost" | "paused" | "limit" };

/** Decides about messages that wait at the dot. What it answers `go` has been committed as handing over. */
export type HandOverPort = (orgId: string, requests: HandOverRequest[]) => Promise<HandOverAnswer[]>;

interface Round {
  ctx: Context;
  requests: HandOverRequest[];
  answers: Map<string, HandOverAnswer>;
}

/**
 * The commit before the dot, for all connections of one organisation that wait for it: ours still, batch running, limit
 * free, and then the gate, last. What it answers `go` is handing over when this transaction has committed, and not before.
 */
export async function handOver(ctx: Context, requests: HandOverRequest[]): Promise<HandOverAnswer[]> {
  const round: Round = { ctx, requests, answers: new Map() };
  await giveBackLost(round);
  await giveBackHeld(round);
  const limited = await giveBackOverLimit(round);
  await askGate(round, limited);
  await passCrashPoint("hand-over.before-commit");
  return requests.map(
    ({ message }) => round.answers.get(message.messageId) ?? { verdict: "give-back", because: "lost" },
  );
}

/** Those that nothing has kept back yet. */
function remaining({ requests, answers }: Round): HandOverRequest[] {
  return requests.filter(({ message }) => !answers.has(message.messageId));
}

async function giveBackLost(round: Round): Promise<void> {
  const own = await lockOwnClaims(
    round.ctx,
    round.requests.map(({ message }) => message),
  );
  for (const { message } of round.requests) {
    if (!own.has(message.messageId)) round.answers.set(message.messageId, { verdict: "give-back", because: "lost" });
  }
}

async function giveBackHeld(round: Round): Promise<void> {
  const batchIds = [...new Set(remaining(round).flatMap(({ message }) => message.batchId ?? []))].sort();
  if (batchIds.length === 0) return;
  const states = await shareBatches(round.ctx, batchIds);
  for (const { message } of remaining(round)) {
    const state = message.batchId === null ? "running" : states.get(message.batchId);
    if (state === "paused") round.answers.set(message.messageId, { verdict: "give-back", because: "paused" });
    else if (state === "cancelled")
      round.answers.set(message.messageId, { verdict: "stop", reason: "messaging.cancelled" });
  }
}

/** Answers the senders whose hand-overs are counted: their rows stay locked until the commit. */
async function giveBackOverLimit(round: Round): Promise<Set<string>> {
  const limited = new Set<string>();
  for (const senderId of [...new Set(remaining(round).map(({ message }) => message.senderId))].sort()) {
    const limit = await lockLimit(round.ctx, senderId);
    if (limit === null) continue;
    limited.add(senderId);
    let used = await countInWindow(round.ctx, senderId, limit);
    for (const { message } of remaining(round).filter((request) => request.message.senderId === senderId)) {
      if (used < capOf(limit.count, message.batchId !== null)) used++;
      else round.answers.set(message.messageId, { verdict: "give-back", because: "limit" });
    }
  }
  return limited;
}

/**
 * A limit that is set at this moment is either seen here after the lock, or its first count waits for this transaction and
 * then counts it.
 */
async function lockLimit(ctx: Context, senderId: string): Promise<FrequencyLimit | null> {
  let limit = await getSenderLimit(ctx, senderId);
  if (limit === null) {
    await lockQueue(ctx, senderId, "share");
    limit = await getSenderLimit(ctx, senderId);
  }
  if (limit === null) return null;
  await lockQueue(ctx, senderId, "update");
  if (!(await isWindowCounted(ctx, senderId, limit))) await countFromHistory(ctx, senderId, limit);
  return limit;
}

async function lockQueue(ctx: Context, senderId: string, mode: "share" | "update"): Promise<void> {
  if (await lockSenderQueue(ctx, senderId, mode)) return;
  await insertSenderQueue(ctx, senderId);
  await lockSenderQueue(ctx, senderId, mode);
}

async function askGate(round: Round, limited: Set<string>): Promise<void> {
  const asked = remaining(round);
  const answers = await lockAndDecide(
    round.ctx,
    asked.map(({ message }) => gateRequestOf(message)),
  );
  const permitted: { request: HandOverRequest; permit: SendPermit }[] = [];
  const refused: { messageId: string; reason: RefusalReason | "messaging.cancelled" }[] = cancelled(round);
  const held: { messageId: string; notBefore: Date }[] = [];
  for (const [index, answer] of answers.entries()) {
    const request = asked[index];
    if (!request) continue;
    if ("permit" in answer) permitted.push({ request, permit: answer.permit });
    else if (answer.notBefore) {
      held.push({ messageId: answer.messageId, notBefore: answer.notBefore });
      round.answers.set(answer.messageId, { verdict: "give-back", because: "lost" });
    } else {
      refused.push({ messageId: answer.messageId, reason: answer.refusal });
      round.answers.set(answer.messageId, { verdict: "stop", reason: answer.refusal });
    }
  }
  if (refused.length > 0) await stopMessages(round.ctx, refused);
  if (held.length > 0) await holdMessages(round.ctx, held);
  await markPermitted(round, permitted);
  for (const senderId of limited) {
    const count = permitted.filter(({ request }) => request.message.senderId === senderId).length;
    if (count > 0) await takeSlots(round.ctx, senderId, count);
  }
}

function cancelled({ answers }: Round): { messageId: string; reason: "messaging.cancelled" }[] {
  return [...answers].flatMap(([messageId, answer]) =>
    answer.verdict === "stop" ? [{ messageId, reason: "messaging.cancelled" as const }] : [],
  );
}

async function markPermitted(
  round: Round,
  permitted: { request: HandOverRequest; permit: SendPermit }[],
): Promise<void> {
  if (permitted.length === 0) return;
  const times = await markHandingOver(
    round.ctx,
    permitted.map(({ request, permit }) => ({
      messageId: permit.messageId,
      ground: permit.ground,
      consentEventId: permit.eventId,
      messageIdHeader: request.messageIdHeader,
      sentFrom: request.sentFrom,
    })),
  );
  for (const { permit } of permitted) {
    const handedOverAt = times.get(permit.messageId);
    if (!handedOverAt) throw new Error("a message that was locked cannot be handed over");
    round.answers.set(permit.messageId, { verdict: "go", permit, handedOverAt });
  }
}

export function gateRequestOf(message: ClaimedMessage): GateRequest {
  const { messageId, addressId, contactId, messageClass, typeId, basis } = message;
  return { messageId, addressId, contactId, messageClass, typeId, ...(basis === null ? {} : { basis }) };
}
