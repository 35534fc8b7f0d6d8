import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { mostRepeats } from "./repeat.rules.ts";
import { settleGraceSeconds } from "./retry.rules.ts";

/** What security mail has in any case: one second copy, after a while (reliability 2.2). */
const hasSecondCopy = sql`message_class = 'security' AND NOT is_second_copy`;
const secondCopyAt = sql`final_at + make_interval(secs => ${sql.lit(settleGraceSeconds)})`;

const isBatch = (ctx: Context, state: "paused" | "cancelled"): RawBuilder<unknown> => sql`EXISTS (
  SELECT 1 FROM messaging.batches b
  WHERE b.org_id = ${ctx.orgId} AND b.batch_id = messages.batch_id AND b.state = ${sql.lit(state)})`;

const queuedAgain = sql`state = 'queued', settle_after = NULL, claim_token = NULL, worker_id = NULL, lease_until = NULL,
  final_at = NULL, not_before = platform.current_time()`;

/** Uncertain ones whose server would drop a repeat: brought to it again, so that its answer tells. */
export async function requeueRepeats(ctx: Context, senderId: string): Promise<void> {
  await sql`
    UPDATE messaging.messages SET ${queuedAgain}, is_repeat = true, repeats = repeats + 1
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId} AND stage = 'uncertain'
      AND settle_after <= platform.current_time() AND repeat_until > platform.current_time()
      AND repeats < ${sql.lit(mostRepeats)}
      AND NOT ${isBatch(ctx, "paused")} AND NOT ${isBatch(ctx, "cancelled")}`.execute(ctx.tx);
}

/** Uncertain ones whose class prefers a second copy to none: queued once more, and only once. */
export async function requeueSecondCopies(ctx: Context, senderId: string): Promise<void> {
  await sql`
    UPDATE messaging.messages SET ${queuedAgain}, is_second_copy = true, is_repeat = false
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId} AND stage = 'uncertain'
      AND settle_after <= platform.current_time() AND ${hasSecondCopy} AND ${secondCopyAt} <= platform.current_time()`.execute(
    ctx.tx,
  );
}

/** Nobody will find out about the others any more: they stay uncertain, and their batch may end. */
export async function giveUpSettling(ctx: Context, senderId: string, wish: { repeatsToo: boolean }): Promise<void> {
  await sql`
    UPDATE messaging.messages SET settle_after = CASE WHEN ${hasSecondCopy} THEN ${secondCopyAt} END
    WHERE org_id = ${ctx.orgId} AND sender_id = ${senderId} AND stage = 'uncertain'
      AND ((settle_after <= platform.current_time() AND NOT ${isBatch(ctx, "paused")})
        OR (settle_after IS NOT NULL AND ${isBatch(ctx, "cancelled")}))
      AND (${wish.repeatsToo}::boolean OR coalesce(repeat_until <= platform.current_time(), true))`.execute(ctx.tx);
}

/** These are not brought to the server again: it may have forgotten them by now, or it is another one. */
export async function endRepeats(ctx: Context, messageIds: string[]): Promise<void> {
  await sql`
    UPDATE messaging.messages
    SET state = 'uncertain', final_reason = NULL, final_at = platform.current_time(), lease_until = NULL, repeat_until = NULL,
      settle_after = CASE WHEN ${hasSecondCopy}
        THEN platform.current_time() + make_interval(secs => ${sql.lit(settleGraceSeconds)}) END
    WHERE org_id = ${ctx.orgId} AND message_id = ANY(${messageIds}::uuid[]) AND is_repeat
      AND state IN ('queued', 'claimed')`.execute(ctx.tx);
}
