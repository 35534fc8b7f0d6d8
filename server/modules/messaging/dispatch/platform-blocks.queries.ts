import { sql } from "kysely";
import type { FrequencyLimit } from "../../../../contracts/senders.ts";
import type { Context } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";
import { blockLifeSeconds, windowMarginSeconds } from "./limit.rules.ts";

/** A place of a block may be used until the block's life is over, so that the block counts this much longer. */
const windowOf = ({ hours }: FrequencyLimit) =>
  sql`make_interval(hours => ${hours}::int, secs => ${blockLifeSeconds + windowMarginSeconds}::int)`;

export interface WantedBlock {
  limit: FrequencyLimit;
  /** How many may be taken within the window at most. */
  cap: number;
  wanted: number;
}

/**
 * As many places as are free, up to what is wanted; 0 when there are none. Two statements, since the count must see what
 * the holder of the lock before us has written.
 */
export async function reserveBlock(platform: Platform, { limit, cap, wanted }: WantedBlock): Promise<number> {
  return platform.database.transaction().execute(async (tx) => {
    await sql`SELECT 1 FROM messaging.platform_gauge FOR UPDATE`.execute(tx);
    const { rows } = await sql<{ size: number }>`
      INSERT INTO messaging.platform_blocks (block_id, size, reserved_at, limit_count, limit_hours)
      SELECT platform.uuid_v7(), least(${wanted}::int, ${cap}::int - counted.used)::int,
        -- Time never runs backwards here, whatever the database's clock does.
        greatest(platform.current_time(), (SELECT max(reserved_at) FROM messaging.platform_blocks)),
        ${limit.count}::int, ${limit.hours}::int
      FROM (
        SELECT coalesce(sum(size), 0) AS used FROM messaging.platform_blocks
        WHERE reserved_at > platform.current_time() - ${windowOf(limit)}) counted
      WHERE counted.used < ${cap}::int
      RETURNING size`.execute(tx);
    return rows[0]?.size ?? 0;
  });
}

/** When the window has room for one more: as soon as enough of the older blocks have left it. Null: now. */
export async function findPlatformFreeTime(
  ctx: Context,
  { limit, cap }: Pick<WantedBlock, "limit" | "cap">,
): Promise<Date | null> {
  const { rows } = await sql<{ freeAt: Date }>`
    SELECT reserved_at + ${windowOf(limit)} AS "freeAt" FROM (
      SELECT reserved_at, block_id, sum(size) OVER (ORDER BY reserved_at DESC, block_id DESC) AS since
      FROM messaging.platform_blocks
      WHERE reserved_at > platform.current_time() - ${windowOf(limit)}) counted
    WHERE since >= ${cap}::int
    ORDER BY reserved_at DESC, block_id DESC
    LIMIT 1`.execute(ctx.tx);
  return rows[0]?.freeAt ?? null;
}

/** Blocks that no window reaches any more (limits reach back 720 hours at most). */
export async function deleteOldBlocks(platform: Platform): Promise<void> {
  await sql`
    DELETE FROM messaging.platform_blocks
    WHERE reserved_at < platform.current_time() - interval '32 days'`.execute(platform.database);
}
