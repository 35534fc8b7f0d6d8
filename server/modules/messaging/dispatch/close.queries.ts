import { sql } from "kysely";
import type { FinalReason, MessageState } from "../../../../contracts/messaging.ts";
import type { Context } from "../../../platform/context.ts";

export interface ClosedMessage {
  messageId: string;
  claimToken: string;
  state: MessageState;
  afterSeconds: number | null;
  finalReason: FinalReason | null;
  settleAfterSeconds: number | null;
  /** Null: the attempt does not count. */
  maxAgeHours: number | null;
}

export interface ChangedMessage {
  messageId: string;
  state: MessageState;
  batchId: string | null;
  finalReason: FinalReason | null;
}

/**
 * Only under the own token, so that a worker that slept cannot overwrite what was decided meanwhile. `uncertain` is among
 * the states from which one comes: a late reply under the same token still tells the truth.
 */
export async function closeMessages(ctx: Context, closed: ClosedMessage[]): Promise<ChangedMessage[]> {
  const { rows } = await sql<ChangedMessage>`
    UPDATE messaging.messages m
    SET
      state = given.state,
      final_reason = given.final_reason,
      final_at = CASE given.state WHEN 'queued' THEN NULL ELSE platform.current_time() END,
      not_before = CASE given.state
        WHEN 'queued' THEN platform.current_time() + make_interval(secs => coalesce(given.after_seconds, 0))
        ELSE m.not_before END,
      expires_at = coalesce(m.expires_at, platform.current_time() + make_interval(hours => given.max_age)),
      settle_after = platform.current_time() + make_interval(secs => given.settle_after),
      attempt_count = m.attempt_count + CASE WHEN given.max_age IS NULL THEN 0 ELSE 1 END,
      claim_token = CASE given.state WHEN 'queued' THEN NULL ELSE m.claim_token END,
      worker_id = CASE given.state WHEN 'queued' THEN NULL ELSE m.worker_id END,
      lease_until = NULL
    FROM unnest(
      ${closed.map((one) => one.messageId)}::uuid[], ${closed.map((one) => one.claimToken)}::uuid[],
      ${closed.map((one) => one.state)}::text[], ${closed.map((one) => one.afterSeconds)}::int[],
      ${closed.map((one) => one.finalReason)}::text[], ${closed.map((one) => one.settleAfterSeconds)}::int[],
      ${closed.map((one) => one.maxAgeHours)}::int[])
      AS given (message_id, claim_token, state, after_seconds, final_reason, settle_after, max_age)
    WHERE m.org_id = ${ctx.orgId} AND m.message_id = given.message_id AND m.claim_token = given.claim_token
      AND m.state IN ('claimed', 'handing-over', 'uncertain')
      AND (m.state <> 'uncertain' OR given.state <> 'uncertain')
    RETURNING m.message_id AS "messageId", m.state, m.batch_id AS "batchId",
      m.final_reason AS "finalReason"`.execute(ctx.tx);
  return rows;
}

export interface NewAttempt {
  messageId: string;
  attemptNo: number;
  claimToken: string;
  workerId: string;
  outcome: string;
  phase: string | null;
  errorKind: string | null;
  replyCode: number | null;
  replyText: string | null;
  handedOverAt: Date | null;
}

export async function insertAttempts(ctx: Context, attempts: NewAttempt[]): Promise<void> {
  await sql`
    INSERT INTO messaging.attempts (
      org_id, attempt_id, message_id, attempt_no, claim_token, worker_id, outcome, phase, error_kind, reply_code,
      reply_text, handed_over_at)
    SELECT ${ctx.orgId}::uuid, platform.uuid_v7(), message_id, attempt_no, claim_token, worker_id, outcome, phase, error_kind,
      reply_code, reply_text, handed_over_at
    FROM unnest(
      ${attempts.map((one) => one.messageId)}::uuid[], ${attempts.map((one) => one.attemptNo)}::int[],
      ${attempts.map((one) => one.claimToken)}::uuid[], ${attempts.map((one) => one.workerId)}::uuid[],
      ${attempts.map((one) => one.outcome)}::text[], ${attempts.map((one) => one.phase)}::text[],
      ${attempts.map((one) => one.errorKind)}::text[], ${attempts.map((one) => one.replyCode)}::int[],
      ${attempts.map((one) => one.replyText)}::text[], ${attempts.map((one) => one.handedOverAt)}::timestamptz[])
      AS given (message_id, attempt_no, claim_token, worker_id, outcome, phase, error_kind, reply_code, reply_text, handed_over_at)`.execute(
    ctx.tx,
  );
}
