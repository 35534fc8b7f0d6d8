import type { Page } from "../../../../contracts/common.ts";
import type { ExpiringConsent, ExpiryListQuery } from "../../../../contracts/consent-expiry.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { getType } from "../get-type.ts";
import { countExpiring, type ExpiringRow, listExpiringRows } from "./expiry.queries.ts";

/** Whose consents end, and whether they may be asked anew (D6, D7). */
export async function listExpiring(ctx: Context, query: ExpiryListQuery): Promise<Page<ExpiringConsent>> {
  await getType(ctx, query.typeId);
  const rows = await listExpiringRows(ctx, { ...query, after: readCursor(query.cursor) });
  const last = rows.at(-1);
  return {
    items: rows.map(present),
    total: await countExpiring(ctx, query),
    nextCursor: rows.length === query.limit && last ? `${last.validUntil.toISOString()}_${last.addressId}` : null,
  };
}

function present({ validUntil, lastRequestedAt, ...row }: ExpiringRow): ExpiringConsent {
  return {
    ...row,
    validUntil: validUntil.toISOString(),
    lastRequestedAt: lastRequestedAt?.toISOString() ?? null,
  };
}

function readCursor(cursor: string | undefined): { validUntil: string; addressId: string } | null {
  if (cursor === undefined) return null;
  const [validUntil = "", addressId = ""] = cursor.split("_");
  if (Number.isNaN(Date.parse(validUntil)) || !/^[0-9a-f-]{36}$/.test(addressId)) {
    throw refuse("common.invalid-input", { field: "cursor" });
  }
  return { validUntil, addressId };
}
