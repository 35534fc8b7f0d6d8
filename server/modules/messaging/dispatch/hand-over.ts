import type { RefusalReason } from "../../../../contracts/consent.ts";
import type { FinalReason } from "../../../../contracts/messaging.ts";
import type { GateAnswer, GateRequest, SendPermit } from "../../../../contracts/send-permit.ts";
import type { FrequencyLimit } from "../../../../contracts/senders.ts";
import type { Context } from "../../../platform/context.ts";
import { passCrashPoint } from "../../../platform/crash-points.ts";
import type { Platform } from "../../../platform/platform.ts";
import { lockAndDecide } from "../../consent/index.ts";
import { getSenderLimit } from "../../senders/index.ts";
import { stopMessages } from "../messages.queries.ts";
import type { ClaimedMessage } from "./claim.queries.ts";
import { type HeldLocks, lockRound, markHandingOver } from "./hand-over.queries.ts";
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
 * the rows are marked by a statement that travels with the commit, and until its answer is here each answer is `lost`.
 */
export async function handOver(ctx: Context, requests: HandOverRequest[]): Promise<HandOverAnswer[]> {
  const round: Round = { ctx, requests, answers: new Map() };
  const isAtOnce = canAskAtOnce(round);
  // Begun together and answered in this order: only what depends on an answer waits for it.
  const [locks, , answers] = await Promise.all([
    giveBackLost(round),
    isAtOnce ? insistOnNoLimits(round) : undefined,
    isAtOnce ? lockAndDecide(ctx, requests.map(gateRequestOfOne)) : undefined,
  ]);
  giveBackHeld(round, locks.batchStates);
  const limited = isAtOnce && locks.areAllThere ? new Set<string>() : await giveBackOverLimit(round);
  const known = answers && new Map(answers.map((answer) => [answer.messageId, answer]));
  const permitted = await obeyGate(round, known ?? (await askGate(round)));
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

/** The gate writes events for some: those must be known to be ours before. A limit is counted before anything else. */
function canAskAtOnce({ ctx, requests }: Round): boolean {
  return (
    requests.every(({ message }) => message.messageClass !== "consent-request" && message.basis === null) &&
    !sendersOf(requests).some((senderId) => isKnownLimited(ctx, senderId))
  );
}

async function giveBackLost(round: Round): Promise<Pick<HeldLocks, "batchStates"> & { areAllThere: boolean }> {
  const { ctx, requests } = round;
  const senderIds = sendersOf(requests).filter((senderId) => !isKnownLimited(ctx, senderId));
  const batchIds = [...new Set(requests.flatMap(({ message }) => message.batchId ?? []))].sort();
  const locks = await lockRound(ctx, { claims: requests.map(({ message }) => message), batchIds, senderIds });
  const missing = senderIds.filter((senderId) => !locks.senders.has(senderId));
  for (const senderId of missing) await lockQueue(ctx, senderId, "share");
  for (const request of requests) {
    const { messageId, claimToken } = request.message;
    if (locks.own.get(messageId) !== claimToken) round.answers.set(request, lost);
  }
  if (locks.forgotten.size > 0) await endRepeats(ctx, [...locks.forgotten]);
  return { batchStates: locks.batchStates, areAllThere: missing.length === 0 };
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
    const limit = await readLimit(round.ctx, senderId);
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

/** Only tells which lock to begin with; whether there is a limit is read under it. */
const knownLimited = new WeakMap<Platform, Set<string>>();

function isKnownLimited({ platform }: Context, senderId: string): boolean {
  return knownLimited.get(platform)?.has(senderId) ?? false;
}

async function insistOnNoLimits({ ctx, requests }: Round): Promise<void> {
  for (const senderId of sendersOf(requests)) await insistOnNoLimit(ctx, senderId);
}

/**
 * Two that share a lock and both want it alone would wait for each other: where there is a limit, the transaction begins
 * again with the other lock.
 */
async function insistOnNoLimit(ctx: Context, senderId: string): Promise<void> {
  if ((await getSenderLimit(ctx, senderId)) === null) return;
  knownLimited.set(ctx.platform, (knownLimited.get(ctx.platform) ?? new Set()).add(senderId));
  throw askAgain("the sender has a limit now");
}

/** An error on which the transaction begins again, as after a failed serialization. */
function askAgain(because: string): Error {
  return Object.assign(new Error(because), { code: "40001" });
}

/**
 * Under the lock: a limit that is set at this moment is either seen here, or its first count waits for this transaction
 * and then counts it.
 */
async function readLimit(ctx: Context, senderId: string): Promise<FrequencyLimit | null> {
  if (!isKnownLimited(ctx, senderId)) {
    await insistOnNoLimit(ctx, senderId);
    return null;
  }
  await lockQueue(ctx, senderId, "update");
  const limit = await getSenderLimit(ctx, senderId);
  if (limit === null) return null;
  if (!(await isWindowCounted(ctx, senderId, limit))) await countFromHistory(ctx, senderId, limit);
  return limit;
}

async function lockQueue(ctx: Context, senderId: string, mode: "share" | "update"): Promise<void> {
  if (await lockSenderQueue(ctx, senderId, mode)) return;
  await insertSenderQueue(ctx, senderId);
  await lockSenderQueue(ctx, senderId, mode);
}

async function askGate(round: Round): Promise<Map<string, GateAnswer>> {
  const answers = await lockAndDecide(round.ctx, remaining(round).map(gateRequestOfOne));
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
  const times = await markHandingOver(
    round.ctx,
    permitted.map(({ request, permit }) => ({
      messageId: permit.messageId,
      ground: permit.ground,
      consentEventId: permit.eventId,
      messageIdHeader: request.messageIdHeader,
      sentFrom: request.sentFrom,
      validUntil: permit.validUntil,
      repeat: request.repeat,
    })),
  );
  for (const { request, permit } of permitted) {
    const handedOverAt = times.get(permit.messageId);
    // Else its consent has run out since the gate answered.
    if (handedOverAt) round.answers.set(request, { verdict: "go", permit, handedOverAt, markedAt });
  }
}

function gateRequestOfOne({ message }: HandOverRequest): GateRequest {
  return gateRequestOf(message);
}

export function gateRequestOf(message: ClaimedMessage): GateRequest {
  const { messageId, addressId, contactId, messageClass, typeId, basis, senderId } = message;
  // A declaration is for one sender: a message that was moved to another one stands on consent again (X1).
  const holds = basis !== null && (basis.kind !== "own-sender-declaration" || basis.senderId === senderId);
  return { messageId, addressId, contactId, messageClass, typeId, ...(holds ? { basis } : {}) };
}
