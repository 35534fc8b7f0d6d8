import type { Context } from "../../platform/context.ts";
import {
  type AddressRow,
  blankAddresses,
  blankTypedForms,
  type ContactAddressRow,
  countHolders,
  listAddressRows,
  listContactAddresses,
  listFormerAddressIds,
  lockAddresses,
} from "./addresses.queries.ts";
import { blankContacts, deleteSearchKeys } from "./contacts.queries.ts";
import { blankImportTraces } from "./import/import-rows.queries.ts";

export interface AboutToGo {
  current: ContactAddressRow[];
  /** Addresses that nobody else has: their values go. */
  orphaned: AddressRow[];
}

/**
 * Takes everything that names these people out of the contacts, their addresses and the imports that brought them.
 * `tell` runs while the values are still there, with the addresses locked against new holders.
 */
export async function blankPeople(
  ctx: Context,
  contactIds: string[],
  tell: (going: AboutToGo) => Promise<void>,
): Promise<void> {
  const current = await listContactAddresses(ctx, contactIds);
  const addressIds = await listFormerAddressIds(ctx, contactIds);
  await lockAddresses(ctx, addressIds);
  await blankTypedForms(ctx, contactIds);
  const holders = await countHolders(ctx, addressIds);
  const orphaned = await listAddressRows(
    ctx,
    addressIds.filter((addressId) => !holders.has(addressId)),
  );
  await tell({ current, orphaned });
  await blankAddresses(
    ctx,
    orphaned.map(({ addressId }) => addressId),
  );
  await blankContacts(ctx, contactIds);
  await deleteSearchKeys(ctx, contactIds);
  await blankImportTraces(ctx, { contactIds, values: orphaned.map(({ value }) => value) });
}
