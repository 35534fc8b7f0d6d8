import { sql } from "kysely";
import type { FrequencyLimit } from "../../../../contracts/senders.ts";
import type { Context } from "../../../platform/context.ts";
import { blockLifeSeconds } from "../dispatch/limit.rules.ts";
import { handOvers } from "./hand-overs.queries.ts";

/** How far back it looks, beside the window itself: the times of so many messages are in memory together. */
const lookBackDays = 7;

/**
 * Since when this limit, and no other, was the one under which places were reserved; places of an older one may have been
 * used for a while. Undefined: it has not been used yet.
 */
export async function findSharedLimitStart(ctx: Context, { count, hours }: FrequencyLimit): Promise<Date | undefined> {
  const { rows } = await sql<{ since: Date | null }>`
    SELECT greatest(
      min(reserved_at) + make_interval(secs => ${blockLifeSeconds}::int),
      platform.current_time() - make_interval(days => ${lookBackDays}::int, hours => ${hours}::int)) AS since
    FROM messaging.platform_blocks
    WHERE reserved_at > coalesce(
      (SELECT max(reserved_at) FROM messaging.platform_blocks
        WHERE (limit_count, limit_hours) IS DISTINCT FROM (${count}::int, ${hours}::int)), '-infinity')
    HAVING count(*) > 0`.execute(ctx.tx);
  return rows[0]?.since ?? undefined;
}

/** Of this organisation, as the doctor finds them anywhere: senders of messages that left lately. */
export async function listSendersSince(ctx: Context, days: number): Promise<string[]> {
  const { rows } = await sql<{ senderId: string }>`
    SELECT DISTINCT sender_id AS "senderId" FROM messaging.messages
    WHERE org_id = ${ctx.orgId} AND handed_over_at > platform.current_time() - make_interval(days => ${days}::int)
    ORDER BY sender_id LIMIT 1000`.execute(ctx.tx);
  return rows.map((row) => row.senderId);
}

export interface HandOverTime {
  messageId: string;
  /** Milliseconds. */
  at: number;
}

export async function listHandOverTimes(
  ctx: Context,
  { senderId, since }: { senderId: string; since: Date },
): Promise<HandOverTime[]> {
  await sql`SELECT set_config('transaction_read_only', 'on', true), set_config('statement_timeout', '0', true)`.execute(
    ctx.tx,
  );
  const { rows } = await sql<HandOverTime>`
    SELECT h.message_id AS "messageId", (extract(epoch FROM h.at) * 1000)::float8 AS at
    FROM (${handOvers(ctx)}) h
    JOIN messaging.messages m ON m.org_id = h.org_id AND m.message_id = h.message_id
    WHERE m.sender_id = ${senderId} AND h.at >= ${since}::timestamptz
    ORDER BY h.at
    LIMIT 1000000`.execute(ctx.tx);
  return rows;
}
