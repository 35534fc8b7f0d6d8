import type { AddressKind } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { type AddressHolder, listAddressHolders } from "./import/import-matches.queries.ts";

/** Of these addresses those that somebody registered has, each with the contact that has had it for longest. */
export async function listHolders(
  ctx: Context,
  wanted: { kind: AddressKind; value: string }[],
): Promise<AddressHolder[]> {
  const found: AddressHolder[] = [];
  for (const [kind, addresses] of Map.groupBy(wanted, (one) => one.kind)) {
    const values = [...new Set(addresses.map((one) => one.value))];
    found.push(...(await listAddressHolders(ctx, kind, values)));
  }
  return found;
}
