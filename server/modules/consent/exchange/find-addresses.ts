import type { Context } from "../../../platform/context.ts";
import { listHolders } from "../../contacts/index.ts";
import type { StagedRow } from "./exchange.queries.ts";

export type KnownAddress = Awaited<ReturnType<typeof listHolders>>[number];

/** The rows' addresses that a contact has, by `kind:value`. */
export async function findAddresses(ctx: Context, rows: StagedRow[]): Promise<Map<string, KnownAddress>> {
  const wanted = rows.flatMap(({ addressKind, addressValue }) =>
    addressKind !== null && addressValue !== null ? [{ kind: addressKind, value: addressValue }] : [],
  );
  return new Map((await listHolders(ctx, wanted)).map((address) => [`${address.kind}:${address.value}`, address]));
}
