import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export interface DemonstrationRow {
  peopleMade: number;
  importId: string | null;
  isFinished: boolean;
}

export async function insertDemonstration(ctx: Context): Promise<void> {
  await sql`INSERT INTO workspace.demonstrations (org_id) VALUES (${ctx.orgId}) ON CONFLICT DO NOTHING`.execute(ctx.tx);
}

/** Two runs of the same job take turns. */
export async function lockDemonstration(ctx: Context): Promise<DemonstrationRow | undefined> {
  const { rows } = await sql<DemonstrationRow>`
    SELECT people_made AS "peopleMade", import_id AS "importId", finished_at IS NOT NULL AS "isFinished"
    FROM workspace.demonstrations WHERE org_id = ${ctx.orgId} FOR UPDATE`.execute(ctx.tx);
  return rows[0];
}

export async function savePeopleMade(ctx: Context, peopleMade: number): Promise<void> {
  await sql`UPDATE workspace.demonstrations SET people_made = ${peopleMade} WHERE org_id = ${ctx.orgId}`.execute(
    ctx.tx,
  );
}

export async function saveImportId(ctx: Context, importId: string): Promise<void> {
  await sql`UPDATE workspace.demonstrations SET import_id = ${importId} WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
}

export async function markFinished(ctx: Context): Promise<void> {
  await sql`
    UPDATE workspace.demonstrations SET finished_at = platform.current_time() WHERE org_id = ${ctx.orgId}`.execute(
    ctx.tx,
  );
}
