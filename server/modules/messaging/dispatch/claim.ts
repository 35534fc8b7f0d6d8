import type { Context } from "../../../platform/context.ts";
import { decide, isHeldByGap } from "../../consent/index.ts";
import { findCanaryRoom } from "../canary/find-canary-room.ts";
import { stopMessages } from "../messages.queries.ts";
import { isSenderPaused } from "../shared-sender/pauses.queries.ts";
import {
  type Claim,
  type ClaimedMessage,
  claimMessages,
  failTooOld,
  findLaneBatchState,
  giveBackMessages,
} from "./claim.queries.ts";
import { gateRequestOf } from "./gate-request-of.ts";
import { holdMessages } from "./hold.queries.ts";
import { endRepeats } from "./settle.queries.ts";

/** Long, since a dead worker is noticed by its beat; it only bounds how long a worker may sleep and still go on. */
const leaseSeconds = 300;

export interface ClaimWish extends Pick<Claim, "senderId" | "lane" | "limit" | "workerId" | "claimToken"> {
  /** Ask the rules already now; so it is unless said otherwise. */
  isChecked?: boolean;
}

export interface ClaimResult {
  messages: ClaimedMessage[];
  /** Rows taken, the stopped ones included: fewer than asked means that the lane is empty for now. */
  taken: number;
}

/**
 * Takes messages of one lane for preparing. Where it is checked, what the gate refuses already is stopped here, since a
 * refusal at the dot costs the connection; the gate decides all the same when the rest is handed over.
 */
export async function claim(ctx: Context, wish: ClaimWish): Promise<ClaimResult> {
  const { isChecked = true, ...claimWish } = wish;
  if (!(await mayRun(ctx, wish))) return { messages: [], taken: 0 };
  const limit = Math.min(wish.limit, await findLaneRoom(ctx, wish.lane));
  if (limit === 0) return { messages: [], taken: 0 };
  const claimed = await claimMessages(ctx, { ...claimWish, limit, leaseSeconds });
  const tooOld = claimed.filter(isTooOld);
  if (tooOld.length > 0)
    await failTooOld(
      ctx,
      tooOld.map((message) => message.messageId),
    );
  const forgotten = claimed.filter((message) => !isTooOld(message) && isForgotten(message));
  if (forgotten.length > 0)
    await endRepeats(
      ctx,
      forgotten.map((message) => message.messageId),
    );
  const fresh = claimed.filter((message) => !isTooOld(message) && !isForgotten(message));
  const kept = isChecked ? await keepBackRefused(ctx, fresh) : new Set<string>();
  return { messages: fresh.filter((message) => !kept.has(message.messageId)), taken: claimed.length };
}

async function findLaneRoom(ctx: Context, lane: string): Promise<number> {
  return lane === "security" || lane === "single" ? Number.MAX_SAFE_INTEGER : findCanaryRoom(ctx, lane);
}

export async function giveBack(ctx: Context, messages: ClaimedMessage[]): Promise<void> {
  if (messages.length > 0) await giveBackMessages(ctx, messages);
}

async function mayRun(ctx: Context, { senderId, lane }: ClaimWish): Promise<boolean> {
  if (lane === "security" || (await isSenderPaused(ctx, senderId))) return lane === "security";
  // A restored backup may have forgotten withdrawals: the gate would not know of them.
  if (await isHeldByGap(ctx)) return false;
  if (lane === "single") return true;
  return (await findLaneBatchState(ctx, lane)) === "running";
}

function isTooOld(message: ClaimedMessage): boolean {
  return message.secondsLeft !== null && message.secondsLeft <= 0;
}

/** The server may not know this repeat any more. */
function isForgotten({ isRepeat, repeatSecondsLeft }: ClaimedMessage): boolean {
  return isRepeat && (repeatSecondsLeft ?? 0) <= 0;
}

/** Stops what may not leave, and lays back what waits for its hour. */
async function keepBackRefused(ctx: Context, messages: ClaimedMessage[]): Promise<Set<string>> {
  const advice = await decide(ctx, messages.map(gateRequestOf));
  const held = advice.flatMap(({ messageId, notBefore }) => (notBefore ? [{ messageId, notBefore }] : []));
  const refused = advice.flatMap(({ messageId, refusal, notBefore }) =>
    refusal === null || notBefore ? [] : [{ messageId, reason: refusal }],
  );
  if (held.length > 0) await holdMessages(ctx, held);
  if (refused.length > 0) await stopMessages(ctx, refused);
  return new Set([...held, ...refused].map(({ messageId }) => messageId));
}
