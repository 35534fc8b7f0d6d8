import { sql } from "kysely";
import type { AudienceFilter } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";

export interface SavedFilterRow {
  savedFilterId: string;
  name: string;
  filter: AudienceFilter;
  createdAt: Date;
}

export async function listSavedFilterRows(ctx: Context): Promise<SavedFilterRow[]> {
  const { rows } = await sql<SavedFilterRow>`
    SELECT saved_filter_id AS "savedFilterId", name, filter, created_at AS "createdAt"
    FROM campaigns.saved_filters WHERE org_id = ${ctx.orgId}
    ORDER BY lower(name), saved_filter_id
    LIMIT 200`.execute(ctx.tx);
  return rows;
}

/** The name is the key: saving under a name again replaces it. */
export async function upsertSavedFilter(
  ctx: Context,
  saved: Pick<SavedFilterRow, "savedFilterId" | "name" | "filter">,
): Promise<SavedFilterRow> {
  const { rows } = await sql<SavedFilterRow>`
    INSERT INTO campaigns.saved_filters (org_id, saved_filter_id, name, filter)
    VALUES (${ctx.orgId}, ${saved.savedFilterId}, ${saved.name}, ${JSON.stringify(saved.filter)}::jsonb)
    ON CONFLICT (org_id, name) DO UPDATE SET filter = excluded.filter
    RETURNING saved_filter_id AS "savedFilterId", name, filter, created_at AS "createdAt"`.execute(ctx.tx);
  const row = rows[0];
  if (!row) throw new Error("the upsert returned no row");
  return row;
}

export async function deleteSavedFilter(ctx: Context, savedFilterId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    DELETE FROM campaigns.saved_filters WHERE org_id = ${ctx.orgId} AND saved_filter_id = ${savedFilterId}`.execute(
    ctx.tx,
  );
  return (numAffectedRows ?? 0n) > 0n;
}
