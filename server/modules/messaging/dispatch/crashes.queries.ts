import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import { endedAs } from "../ended-as.queries.ts";
import type { ChangedMessage } from "./close.queries.ts";

/** Counted once for each death: undefined when the dead worker's claim is over already. */
export async function countRenderCrash(
  ctx: Context,
  { messageId, workerId }: { messageId: string; workerId: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ crashes: number }>`
    UPDATE messaging.messages SET render_crashes = render_crashes + 1
    WHERE org_id = ${ctx.orgId} AND message_id = ${messageId} AND worker_id = ${workerId} AND state = 'claimed'
    RETURNING render_crashes AS crashes`.execute(ctx.tx);
  return rows[0]?.crashes;
}

export async function failPoison(ctx: Context, messageId: string): Promise<ChangedMessage[]> {
  const { rows } = await sql<ChangedMessage>`
    UPDATE messaging.messages m
    SET ${endedAs("failed", sql`'messaging.ended-our-process'`)}, lease_until = NULL
    WHERE m.org_id = ${ctx.orgId} AND m.message_id = ${messageId} AND m.state = 'claimed'
    RETURNING m.message_id AS "messageId", m.state, m.batch_id AS "batchId",
      m.final_reason AS "finalReason"`.execute(ctx.tx);
  return rows;
}
