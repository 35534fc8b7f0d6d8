import type { AddressState } from "../../../contracts/consent.ts";
import type { Context } from "../../platform/context.ts";
import { getMainMailingType } from "./get-main-mailing-type.ts";
import { listAddressStateRows } from "./states.queries.ts";

/** For the icons of a list: many addresses in one call, in the order asked. */
export async function listStates(ctx: Context, addressIds: string[]): Promise<AddressState[]> {
  if (addressIds.length === 0) return [];
  const { typeId } = await getMainMailingType(ctx);
  const rows = await listAddressStateRows(ctx, addressIds, typeId);
  return rows.map((row) => ({ ...row, validUntil: row.validUntil?.toISOString() ?? null }));
}
