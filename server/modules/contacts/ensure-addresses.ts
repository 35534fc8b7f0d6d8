import type { AddressKind } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { insertMissingAddresses, shareAddresses } from "./addresses.queries.ts";
import type { HeldAddress } from "./contact-form.rules.ts";

/** One row for each address of an organisation, made where it is missing. The answer is by `kind:value`. */
export async function ensureAddresses(ctx: Context, wanted: HeldAddress[]): Promise<Map<string, string>> {
  const byKey = new Map(wanted.map((address) => [addressKey(address), address]));
  const found = new Map<string, string>();
  // A row that was there can be blanked by an erasure before it is locked; then it is made anew.
  for (let attempt = 0; attempt < 4 && found.size < byKey.size; attempt++) {
    const missing = [...byKey.values()].filter((address) => !found.has(addressKey(address)));
    await insertMissingAddresses(
      ctx,
      missing.map((address) => ({ ...address, addressId: newId() })),
    );
    for (const kind of ["email", "phone", "push"] as const) await addFound(ctx, { kind, missing, found });
  }
  if (found.size < byKey.size) throw new Error("addresses vanish as fast as they are made");
  return found;
}

async function addFound(
  ctx: Context,
  { kind, missing, found }: { kind: AddressKind; missing: HeldAddress[]; found: Map<string, string> },
): Promise<void> {
  const values = missing.filter((address) => address.kind === kind).map((address) => address.value);
  if (values.length === 0) return;
  for (const row of await shareAddresses(ctx, kind, values)) found.set(addressKey(row), row.addressId);
}

export function addressKey({ kind, value }: HeldAddress): string {
  return `${kind}:${value}`;
}
