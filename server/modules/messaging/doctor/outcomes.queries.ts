import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { StoredOutcome } from "./sink-log.rules.ts";

export const outcomesPerPage = 20_000;

export async function listOutcomes(ctx: Context, after: string | null): Promise<StoredOutcome[]> {
  const { rows } = await sql<StoredOutcome>`
    SELECT message_id AS "messageId", state, is_second_copy AS "isSecondCopy", is_repeat AS "isRepeat"
    FROM messaging.messages
    WHERE org_id = ${ctx.orgId} AND (${after}::uuid IS NULL OR message_id > ${after}::uuid)
    ORDER BY message_id
    LIMIT ${outcomesPerPage}`.execute(ctx.tx);
  return rows;
}
