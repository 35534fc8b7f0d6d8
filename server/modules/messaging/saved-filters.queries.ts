import { sql } from "kysely";
import type { MessageFilters, SavedMessageFilter } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";

export async function listFilterRows(ctx: Context, userId: string): Promise<SavedMessageFilter[]> {
  const { rows } = await sql<SavedMessageFilter>`
    SELECT saved_filter_id AS "savedFilterId", name, filters FROM messaging.saved_filters
    WHERE org_id = ${ctx.orgId} AND user_id = ${userId}
    ORDER BY name, saved_filter_id
    LIMIT 200`.execute(ctx.tx);
  return rows;
}

/** False when this user has one of that name. */
export async function insertFilter(
  ctx: Context,
  filter: SavedMessageFilter & { userId: string; filters: MessageFilters },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    INSERT INTO messaging.saved_filters (org_id, saved_filter_id, user_id, name, filters)
    VALUES (${ctx.orgId}, ${filter.savedFilterId}, ${filter.userId}, ${filter.name}, ${JSON.stringify(filter.filters)}::jsonb)
    ON CONFLICT (org_id, user_id, name) DO NOTHING`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0) > 0;
}

export async function deleteFilter(ctx: Context, userId: string, savedFilterId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    DELETE FROM messaging.saved_filters
    WHERE org_id = ${ctx.orgId} AND user_id = ${userId} AND saved_filter_id = ${savedFilterId}`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0) > 0;
}
