import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export interface ConsentCounts {
  accepted: number;
  pending: number;
}

/** Addresses that somebody still has; a consent that ran out is none. */
export async function countConsents(ctx: Context, typeId: string): Promise<ConsentCounts> {
  const { rows } = await sql<ConsentCounts>`
    SELECT count(*) FILTER (
             WHERE s.state = 'accepted' AND (s.valid_until IS NULL OR s.valid_until > platform.current_time())) AS accepted,
           count(*) FILTER (WHERE s.state = 'pending') AS pending
    FROM consent.current_states s
    WHERE s.org_id = ${ctx.orgId} AND s.type_id = ${typeId}
      AND EXISTS (
        SELECT 1 FROM contacts.address_book b WHERE b.org_id = ${ctx.orgId} AND b.address_id = s.address_id)`.execute(
    ctx.tx,
  );
  return rows[0] ?? { accepted: 0, pending: 0 };
}

export async function isDemonstrationBeingFilled(ctx: Context): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM workspace.demonstrations WHERE org_id = ${ctx.orgId} AND finished_at IS NULL`.execute(ctx.tx);
  return rows.length > 0;
}
