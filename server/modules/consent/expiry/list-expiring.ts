import type { Page } from "../../../../contracts/common.ts";
import type { ExpiringConsent, ExpiryListQuery } from "../../../../contracts/consent-expiry.ts";
import type { Context } from "../../../platform/context.ts";
import { readMomentCursor, writeMomentCursor } from "../../../platform/cursors.ts";
import { getType } from "../get-type.ts";
import { countExpiring, type ExpiringRow, listExpiringRows } from "./expiry.queries.ts";

/** Whose consents end, and whether they may be asked anew (D6, D7). */
export async function listExpiring(ctx: Context, query: ExpiryListQuery): Promise<Page<ExpiringConsent>> {
  await getType(ctx, query.typeId);
  const rows = await listExpiringRows(ctx, { ...query, after: readMomentCursor(query.cursor) });
  const last = rows.at(-1);
  return {
    items: rows.map(present),
    total: await countExpiring(ctx, query),
    nextCursor: rows.length === query.limit && last ? writeMomentCursor(last.validUntil, last.addressId) : null,
  };
}

function present({ validUntil, lastRequestedAt, ...row }: ExpiringRow): ExpiringConsent {
  return {
    ...row,
    validUntil: validUntil.toISOString(),
    lastRequestedAt: lastRequestedAt?.toISOString() ?? null,
  };
}
