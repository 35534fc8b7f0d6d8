import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export interface StartRequest {
  userId: string;
  nameKey: string;
}

/**
 * False when this user has started a business of this name, or is just doing so: a double click makes one organisation.
 * A start that was cut is free again after half a minute.
 */
export async function reserveStart(ctx: Context, { userId, nameKey }: StartRequest): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO workspace.started_businesses AS s (org_id, user_id, name_key)
    VALUES (${ctx.orgId}, ${userId}, ${nameKey})
    ON CONFLICT (org_id, user_id, name_key) DO UPDATE SET asked_at = platform.current_time()
      WHERE s.started_org_id IS NULL AND s.asked_at < platform.current_time() - interval '30 seconds'
    RETURNING 1`.execute(ctx.tx);
  return rows.length === 1;
}

export async function saveStarted(ctx: Context, request: StartRequest & { startedOrgId: string }): Promise<void> {
  await sql`
    UPDATE workspace.started_businesses SET started_org_id = ${request.startedOrgId}
    WHERE org_id = ${ctx.orgId} AND user_id = ${request.userId} AND name_key = ${request.nameKey}`.execute(ctx.tx);
}
