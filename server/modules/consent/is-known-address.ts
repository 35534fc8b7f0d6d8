import type { Context } from "../../platform/context.ts";
import { countHolders } from "./address-book.queries.ts";
import { listSubjects } from "./address-locks.queries.ts";

/** A contact has it, or consent has heard of it before. Ids of others and made-up ones are not. */
export async function isKnownAddress(ctx: Context, addressId: string): Promise<boolean> {
  return (await countHolders(ctx, addressId)) > 0 || (await listSubjects(ctx, [addressId])).length > 0;
}
