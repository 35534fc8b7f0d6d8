import type { AddressKind } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { addressKey, ensureAddresses } from "./ensure-addresses.ts";

/** The row of an address in its normal form, made when it is missing. It registers nobody. */
export async function ensureAddress(
  ctx: Context,
  address: { kind: AddressKind; value: string },
): Promise<{ addressId: string }> {
  const addressId = (await ensureAddresses(ctx, [address])).get(addressKey(address));
  if (addressId === undefined) throw new Error("an address was asked for and none was made");
  return { addressId };
}
