import { randomUUID } from "node:crypto";
import type { Context } from "../../../platform/context.ts";
import { decide } from "../../consent/index.ts";
import { stopMessages } from "../messages.queries.ts";
import {
  type Claim,
  type ClaimedMessage,
  claimMessages,
  failTooOld,
  findLaneBatchState,
  giveBackMessages,
} from "./claim.queries.ts";
import { gateRequestOf } from "./hand-over.ts";

/** Long, since a dead worker is noticed by its beat; it only bounds how long a worker may sleep and still go on. */
const leaseSeconds = 300;

export type ClaimWish = Pick<Claim, "senderId" | "lane" | "limit" | "workerId">;

export interface ClaimResult {
  messages: ClaimedMessage[];
  /** Rows taken, the stopped ones included: fewer than asked means that the lane is empty for now. */
  taken: number;
}

/**
 * Takes messages of one lane for preparing. What the gate refuses already is stopped here, since a refusal at the dot
 * costs the connection; the gate decides all the same when the rest is handed over.
 */
export async function claim(ctx: Context, wish: ClaimWish): Promise<ClaimResult> {
  if (!(await mayRun(ctx, wish.lane))) return { messages: [], taken: 0 };
  const claimed = await claimMessages(ctx, { ...wish, claimToken: randomUUID(), leaseSeconds });
  const tooOld = claimed.filter(isTooOld);
  if (tooOld.length > 0)
    await failTooOld(
      ctx,
      tooOld.map((message) => message.messageId),
    );
  const fresh = claimed.filter((message) => !isTooOld(message));
  const refusals = await refusalsOf(ctx, fresh);
  if (refusals.length > 0) await stopMessages(ctx, refusals);
  const refused = new Set(refusals.map((refusal) => refusal.messageId));
  return { messages: fresh.filter((message) => !refused.has(message.messageId)), taken: claimed.length };
}

export async function giveBack(ctx: Context, messages: ClaimedMessage[]): Promise<void> {
  if (messages.length > 0) await giveBackMessages(ctx, messages);
}

async function mayRun(ctx: Context, lane: string): Promise<boolean> {
  if (lane === "security" || lane === "single") return true;
  return (await findLaneBatchState(ctx, lane)) === "running";
}

function isTooOld(message: ClaimedMessage): boolean {
  return message.secondsLeft !== null && message.secondsLeft <= 0;
}

async function refusalsOf(ctx: Context, messages: ClaimedMessage[]): Promise<{ messageId: string; reason: string }[]> {
  const advice = await decide(ctx, messages.map(gateRequestOf));
  return advice.flatMap(({ messageId, refusal }) => (refusal === null ? [] : [{ messageId, reason: refusal }]));
}
