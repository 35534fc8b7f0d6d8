import type { Context } from "../../platform/context.ts";
import { clearSalts } from "./address-locks.queries.ts";
import { listCurrentRows } from "./current.queries.ts";
import { deleteDetailsOf } from "./ledger.queries.ts";
import { lockAddresses } from "./lock-addresses.ts";
import { insertErasedRefusals, listSuppressionRows } from "./suppressions.queries.ts";

interface ErasedAddress {
  addressId: string;
  kind: string;
  value: string;
}

/**
 * Erasure: evidence, names and salts go, so that nothing leads from the ledger to the person any more, and the chain still
 * verifies. Of a no, a keyed hash remains, so that no import brings the person back.
 */
export async function forgetAddresses(ctx: Context, addresses: ErasedAddress[]): Promise<void> {
  if (addresses.length === 0) return;
  const addressIds = addresses.map((address) => address.addressId);
  await lockAddresses(ctx, addressIds, "update");
  const current = await listCurrentRows(ctx, addressIds);
  const suppressions = await listSuppressionRows(ctx, addressIds);
  const marks = [
    ...current
      .filter((row) => row.state === "refused" || row.state === "withdrawn")
      .map((row) => ({ addressId: row.addressId, mark: row.typeId })),
    // A mailbox that was full is neither a no nor dead.
    ...suppressions
      .filter((row) => row.kind !== "soft-bounce")
      .map((row) => ({ addressId: row.addressId, mark: row.kind })),
  ];
  const hashes = new Map(addresses.map((one) => [one.addressId, hashAddress(ctx, `${one.kind}:${one.value}`)]));
  await insertErasedRefusals(
    ctx,
    marks.map(({ addressId, mark }) => ({ hash: hashes.get(addressId) ?? "", mark })),
  );
  await deleteDetailsOf(ctx, addressIds);
  await clearSalts(ctx, addressIds);
}

/** Without the installation's key nobody can try addresses against it. */
export function hashAddress(ctx: Context, text: string): string {
  return ctx.platform.keys.keyedHash(ctx.orgId, "erased-refusal", text);
}
