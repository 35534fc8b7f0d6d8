import type { Context } from "../../../platform/context.ts";
import { type KnownAddress, listKnownAddresses, type StagedRow } from "./exchange.queries.ts";

/** The rows' addresses that a contact has, by `kind:value`. */
export async function findAddresses(ctx: Context, rows: StagedRow[]): Promise<Map<string, KnownAddress>> {
  const wanted = rows.flatMap(({ addressKind, addressValue }) =>
    addressKind !== null && addressValue !== null ? [{ kind: addressKind, value: addressValue }] : [],
  );
  const found = wanted.length === 0 ? [] : await listKnownAddresses(ctx, wanted);
  return new Map(found.map((address) => [`${address.kind}:${address.value}`, address]));
}
