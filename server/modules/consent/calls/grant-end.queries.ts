import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";

export async function findGrantEnd(
  ctx: Context,
  { addressId, typeId }: { addressId: string; typeId: string },
): Promise<Date | null> {
  const { rows } = await sql<{ validUntil: Date | null }>`
    SELECT valid_until AS "validUntil" FROM consent.current
    WHERE org_id = ${ctx.orgId} AND address_id = ${addressId} AND type_id = ${typeId}`.execute(ctx.tx);
  return rows[0]?.validUntil ?? null;
}
