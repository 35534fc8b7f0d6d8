import type { Context } from "../../platform/context.ts";
import { insertAddressLocks, lockAddressRows } from "./address-locks.queries.ts";

export interface LockedRows {
  /** Some were made for it, so that they are locked later than the first statement that follows. */
  areNew: boolean;
}

/** Every change of a permission starts here; hand-overs share. Addresses first, then the head of the chain, never back. */
export async function lockAddresses(ctx: Context, addressIds: string[], mode: "share" | "update"): Promise<LockedRows> {
  const wanted = [...new Set(addressIds)].sort();
  const locked = new Set(await lockAddressRows(ctx, wanted, mode));
  const missing = wanted.filter((addressId) => !locked.has(addressId));
  if (missing.length === 0) return { areNew: false };
  await insertAddressLocks(ctx, missing);
  await lockAddressRows(ctx, missing, mode);
  return { areNew: true };
}
