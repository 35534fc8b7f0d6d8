import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";

/** A failure is proof that nothing was taken: the same messages wait again, with all their tries and time before them. */
export async function requeueFailedOfBatch(ctx: Context, batchId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE messaging.messages
    SET state = 'queued', final_reason = NULL, final_at = NULL, claim_token = NULL, worker_id = NULL, lease_until = NULL,
      attempt_count = 0, expires_at = NULL, not_before = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId} AND stage = 'failed' AND recipient_address <> ''`.execute(
    ctx.tx,
  );
  return Number(numAffectedRows ?? 0);
}

export async function reopenBatch(ctx: Context, batchId: string): Promise<void> {
  await sql`
    UPDATE messaging.batches SET state = 'running', state_changed_at = platform.current_time(), ended_at = NULL
    WHERE org_id = ${ctx.orgId} AND batch_id = ${batchId} AND state = 'ended'`.execute(ctx.tx);
}
