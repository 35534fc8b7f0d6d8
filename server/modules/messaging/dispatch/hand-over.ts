import type { RefusalReason } from "../../../../contracts/consent.ts";
import type { FinalReason } from "../../../../contracts/messaging.ts";
import type { GateAnswer, SendPermit } from "../../../../contracts/send-permit.ts";
import type { Context } from "../../../platform/context.ts";
import { passCrashPoint } from "../../../platform/crash-points.ts";
import { lockAndDecide } from "../../consent/index.ts";
import { stopMessages } from "../messages.queries.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import { gateRequestOf } from "./gate-request-of.ts";
import { type HeldLocks, lockRound, markHandingOver } from "./hand-over.queries.ts";
import { holdMessages } from "./hold.queries.ts";
import { capOf } from "./limit.rules.ts";
import { countInWindow, takeSlots } from "./limiter.queries.ts";
import { insistOnNoLimit, isKnownLimited, lockLimit, lockQueue } from "./lock-limit.ts";
import { type Moment, momentNow } from "./moment.ts";
import type { RepeatTerms } from "./repeat-terms.ts";
import { endRepeats } from "./settle.queries.ts";

export interface HandOverRequest {
  message: ClaimedMessage;
  messageIdHeader: string;
  sentFrom: string;
  /** Null: the server would deliver a repeat. */
  repeat: RepeatTerms | null;
}

/** `give-back`: not now (paused, limit reached) or not ours any more; the connection must be dropped all the same. */
export type HandOverAnswer =
  | { verdict: "go"; permit: SendPermit; handedOverAt: Date; markedAt: Moment }
  | { verdict: "stop"; reason: FinalReason }
  | { verdict: "give-back"; because: "lost" | "paused" | "limit" };

/**
 * Decides about messages that wait at the dot. The product's port decides inside the transaction whose commit makes `go`
 * true; another one exists in the benchmark alone.
 */
export type HandOverPort =
  | { isCommitted: true; decide: (ctx: Context, requests: HandOverRequest[]) => Promise<HandOverAnswer[]> }
  | { isCommitted: false; decide: (requests: HandOverRequest[]) => Promise<HandOverAnswer[]> };

interface Round {
  ctx: Context;
  requests: HandOverRequest[];
  /** By request, not by message: who slept may ask for one message under two claims. */
  answers: Map<HandOverRequest, HandOverAnswer>;
}

const lost = { verdict: "give-back", because: "lost" } as const;

/**
 * The commit before the dot, for all connections of one organisation that wait for it: ours still, batch running, limit
 * free, and then the gate, last. What it answers `go` is handing over when this transaction has committed, and not before:
 * the rows are marked by a statement that travels with the commit, and until its answer is here each answer is `lost`. That
 * statement marks only what is ours still, so where the gate can be asked at once nobody asks before.
 */
export async function handOver(ctx: Context, requests: HandOverRequest[]): Promise<HandOverAnswer[]> {
  const round: Round = { ctx, requests, answers: new Map() };
  const isAtOnce = canAskAtOnce(round);
  // Begun together and answered in this order: only what depends on an answer waits for it.
  const [locks, , known] = await Promise.all([
    isAtOnce ? lockAround(round, []) : giveBackLost(round),
    isAtOnce ? insistOnNoLimits(round) : undefined,
    isAtOnce ? askGate(round, requests) : undefined,
  ]);
  giveBackHeld(round, locks.batchStates);
  const limited = isAtOnce && locks.areAllThere ? new Set<string>() : await giveBackOverLimit(round);
  const ending = known ? endingHere(round, known) : [];
  if (ending.length > 0) await giveBackLost(round, ending);
  const permitted = await obeyGate(round, known ?? (await askGate(round, remaining(round))));
  await passCrashPoint("hand-over.before-commit");
  const said = () => requests.map((request) => round.answers.get(request) ?? lost);
  const whenCommitted = said();
  ctx.lastly(async () => {
    // Sent in this order: a place must not be free again before its hand-over is as old as it.
    await Promise.all([markPermitted(round, permitted), takePlaces(round, limited, permitted)]);
    Object.assign(whenCommitted, said());
  });
  return whenCommitted;
}

/** Those that nothing has kept back yet. */
function remaining({ requests, answers }: Round): HandOverRequest[] {
  return requests.filter((request) => !answers.has(request));
}

/**
 * The gate writes events for some: those must be known to be ours before, and repeats to be known to the server. A limit is
 * counted before anything else.
 */
function canAskAtOnce({ ctx, requests }: Round): boolean {
  return (
    requests.every(({ message }) => isPlain(message)) &&
    !sendersOf(requests).some((senderId) => isKnownLimited(ctx, senderId))
  );
}

function isPlain({ messageClass, basis, isRepeat }: ClaimedMessage): boolean {
  return messageClass !== "consent-request" && basis === null && !isRepeat;
}

interface RoundLocks extends HeldLocks {
  areAllThere: boolean;
}

/** Those of `claimed` that are not ours any more get their answer here. */
async function giveBackLost(round: Round, claimed = round.requests): Promise<RoundLocks> {
  const locks = await lockAround(round, claimed);
  for (const request of claimed) {
    const { messageId, claimToken } = request.message;
    if (locks.own.get(messageId) !== claimToken) round.answers.set(request, lost);
  }
  if (locks.forgotten.size > 0) await endRepeats(round.ctx, [...locks.forgotten]);
  return locks;
}

/** What belongs to the round as a whole, and the rows of those that are named. */
async function lockAround({ ctx, requests }: Round, claimed: HandOverRequest[]): Promise<RoundLocks> {
  const senderIds = sendersOf(requests).filter((senderId) => !isKnownLimited(ctx, senderId));
  const batchIds = [...new Set(requests.flatMap(({ message }) => message.batchId ?? []))].sort();
  const locks = await lockRound(ctx, { claims: claimed.map(({ message }) => message), batchIds, senderIds });
  const missing = senderIds.filter((senderId) => !locks.senders.has(senderId));
  for (const senderId of missing) await lockQueue(ctx, senderId, "share");
  return { ...locks, areAllThere: missing.length === 0 };
}

/** Stopped, or laid back for an hour that the law allows: without a mark that would show whose they are. */
function endingHere({ requests, answers }: Round, known: Map<string, GateAnswer>): HandOverRequest[] {
  return requests.filter((request) => {
    const answer = known.get(request.message.messageId);
    return answers.get(request)?.verdict === "stop" || (answer !== undefined && !("permit" in answer));
  });
}

function sendersOf(requests: HandOverRequest[]): string[] {
  return [...new Set(requests.map(({ message }) => message.senderId))].sort();
}

function giveBackHeld(round: Round, states: Map<string, string>): void {
  for (const request of remaining(round)) {
    const { batchId } = request.message;
    const state = batchId === null ? "running" : states.get(batchId);
    if (state === "paused") round.answers.set(request, { verdict: "give-back", because: "paused" });
    else if (state === "cancelled") round.answers.set(request, { verdict: "stop", reason: "messaging.cancelled" });
  }
}

/** Answers the senders whose hand-overs are counted: their rows stay locked until the commit. */
async function giveBackOverLimit(round: Round): Promise<Set<string>> {
  const limited = new Set<string>();
  for (const senderId of sendersOf(remaining(round))) {
    const limit = await lockLimit(round.ctx, senderId);
    if (limit === null) continue;
    limited.add(senderId);
    let used = await countInWindow(round.ctx, senderId, limit);
    for (const request of remaining(round).filter(({ message }) => message.senderId === senderId)) {
      if (used < capOf(limit.count, request.message.batchId !== null)) used++;
      else round.answers.set(request, { verdict: "give-back", because: "limit" });
    }
  }
  return limited;
}

async function insistOnNoLimits({ ctx, requests }: Round): Promise<void> {
  for (const senderId of sendersOf(requests)) await insistOnNoLimit(ctx, senderId);
}

async function askGate({ ctx }: Round, asked: HandOverRequest[]): Promise<Map<string, GateAnswer>> {
  const requests = asked.map(({ message }) => gateRequestOf(message));
  const answers = await lockAndDecide(ctx, requests);
  return new Map(answers.map((answer) => [answer.messageId, answer]));
}

/** Answers what is left to be marked. */
async function obeyGate(round: Round, said: Map<string, GateAnswer>): Promise<Permitted[]> {
  const { ctx, answers } = round;
  const stopped: { messageId: string; reason: RefusalReason | "messaging.cancelled" }[] = cancelled(round);
  const { permitted, held, refused } = sortByAnswer(remaining(round), said);
  for (const { request } of held) answers.set(request, lost);
  for (const { request, reason } of refused) answers.set(request, { verdict: "stop", reason });
  stopped.push(...refused);
  if (stopped.length > 0) await stopMessages(ctx, stopped);
  if (held.length > 0) await holdMessages(ctx, held);
  return permitted;
}

/** All at once: what is asked after an answer would come behind the commit. */
async function takePlaces({ ctx }: Round, limited: Set<string>, permitted: Permitted[]): Promise<void> {
  const counts = [...limited].map((senderId) => ({
    senderId,
    count: permitted.filter(({ request }) => request.message.senderId === senderId).length,
  }));
  const taken = counts.filter(({ count }) => count > 0);
  await Promise.all(taken.map(({ senderId, count }) => takeSlots(ctx, senderId, count)));
}

function sortByAnswer(asked: HandOverRequest[], said: Map<string, GateAnswer>) {
  const permitted: Permitted[] = [];
  const held: { request: HandOverRequest; messageId: string; notBefore: Date }[] = [];
  const refused: { request: HandOverRequest; messageId: string; reason: RefusalReason }[] = [];
  for (const request of asked) {
    const { messageId } = request.message;
    const answer = said.get(messageId);
    if (!answer) throw new Error("a request without an answer of the gate");
    if ("permit" in answer) permitted.push({ request, permit: answer.permit });
    else if (answer.notBefore) held.push({ request, messageId, notBefore: answer.notBefore });
    else refused.push({ request, messageId, reason: answer.refusal });
  }
  return { permitted, held, refused };
}

interface Permitted {
  request: HandOverRequest;
  permit: SendPermit;
}

function cancelled({ answers }: Round): { messageId: string; reason: "messaging.cancelled" }[] {
  return [...answers].flatMap(([{ message }, answer]) =>
    answer.verdict === "stop" ? [{ messageId: message.messageId, reason: "messaging.cancelled" as const }] : [],
  );
}

async function markPermitted(round: Round, permitted: Permitted[]): Promise<void> {
  if (permitted.length === 0) return;
  // Before the statement is sent: whoever sleeps while its answer, or the commit's, waits for them must see that they slept.
  const markedAt = momentNow();
  const marked = await markHandingOver(
    round.ctx,
    permitted.map(({ request, permit }) => ({
      messageId: permit.messageId,
      claimToken: request.message.claimToken,
      ground: permit.ground,
      consentEventId: permit.eventId,
      messageIdHeader: request.messageIdHeader,
      sentFrom: request.sentFrom,
      validUntil: permit.validUntil,
      repeat: request.repeat,
    })),
  );
  for (const { request, permit } of permitted) {
    const mark = marked.get(permit.messageId);
    // Else it is not ours any more, or its consent has run out since the gate answered.
    if (mark?.claimToken === request.message.claimToken)
      round.answers.set(request, { verdict: "go", permit, handedOverAt: mark.handedOverAt, markedAt });
  }
}
