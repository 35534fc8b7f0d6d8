import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

/** Back to the queue until the law of the person's place lets it leave. Its own claim is over with that. */
export async function holdMessages(ctx: Context, held: { messageId: string; notBefore: Date }[]): Promise<void> {
  await sql`
    UPDATE messaging.messages m
    SET state = 'queued', claim_token = NULL, worker_id = NULL, lease_until = NULL, not_before = given.not_before
    FROM unnest(${held.map((one) => one.messageId)}::uuid[], ${held.map((one) => one.notBefore)}::timestamptz[])
      AS given (message_id, not_before)
    WHERE m.org_id = ${ctx.orgId} AND m.message_id = given.message_id AND m.state = 'claimed'`.execute(ctx.tx);
}
