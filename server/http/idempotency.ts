import type { Context } from "../platform/context.ts";
import { refuse } from "../platform/errors.ts";
import { deleteOldKeys, findAnswer, insertKey, type KeyOwner, keepAnswer, tryLockKey } from "./idempotency.queries.ts";

export interface IdempotentRequest {
  key: string | undefined;
  isRequired: boolean;
  /** Who asks, so that one caller's key is never another's. */
  principal: string;
  /** Method, route and canonical body: the same key with another one is a mistake. */
  fingerprint: string;
}

export interface Answer {
  status: number;
  body: unknown;
  isReplayed: boolean;
}

const visibleAscii = /^[\x21-\x7e]{1,255}$/;

export function checkIdempotencyKey(key: string | undefined, isRequired: boolean): void {
  if (key === undefined) {
    if (isRequired) throw refuse("common.idempotency-key-missing");
    return;
  }
  if (!visibleAscii.test(key)) throw refuse("common.idempotency-key-malformed");
}

/**
 * Runs `produce` once for each key, in the caller's transaction: effect and kept answer become true together, so whoever
 * repeats a request after a broken connection gets the truth. What `produce` throws is not kept, since nothing happened.
 */
export async function answerOnce(
  ctx: Context,
  request: IdempotentRequest,
  produce: () => Promise<Omit<Answer, "isReplayed">>,
): Promise<Answer> {
  checkIdempotencyKey(request.key, request.isRequired);
  if (request.key === undefined) return { ...(await produce()), isReplayed: false };
  const owner = { principal: request.principal, key: request.key };
  if (!(await tryLockKey(ctx, owner))) throw stillRunning();
  await deleteOldKeys(ctx);
  if (!(await insertKey(ctx, owner, request.fingerprint))) return replay(ctx, owner, request.fingerprint);
  const answer = await produce();
  await keepAnswer(ctx, owner, { status: answer.status, body: JSON.stringify(answer.body ?? null) });
  return { ...answer, isReplayed: false };
}

async function replay(ctx: Context, owner: KeyOwner, fingerprint: string): Promise<Answer> {
  const kept = await findAnswer(ctx, owner);
  if (!kept || kept.status === null) throw stillRunning();
  if (kept.fingerprint !== fingerprint) throw refuse("common.idempotency-key-reused");
  return { status: kept.status, body: JSON.parse(kept.body ?? "null"), isReplayed: true };
}

function stillRunning() {
  return refuse("common.idempotency-key-running", { retryAfterSeconds: 1 });
}
