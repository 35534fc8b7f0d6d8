import type { Contact, ContactAddress } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { type ContactAddressRow, countHolders, listContactAddresses } from "./addresses.queries.ts";
import { renderAddress } from "./contact-form.rules.ts";
import { type ContactRow, findContactRow } from "./contacts.queries.ts";

/** One contact with its addresses. Missing, erased and another organisation's are the same: not found. */
export async function getContact(ctx: Context, contactId: string): Promise<Contact> {
  const row = await findContactRow(ctx, contactId);
  if (!row) throw refuse("contacts.not-found");
  const addresses = await listContactAddresses(ctx, [contactId]);
  const holders = await countHolders(
    ctx,
    addresses.map((address) => address.addressId),
  );
  return presentContact(
    row,
    addresses.map((address) => presentAddress(address, (holders.get(address.addressId) ?? 1) - 1)),
  );
}

function presentAddress(row: ContactAddressRow, sharedWith: number): ContactAddress {
  const { contactAddressId, addressId, kind, value, typed, label, position, isValid } = row;
  return {
    contactAddressId,
    addressId,
    kind,
    value,
    typed,
    label,
    position,
    isValid,
    shown: renderAddress(row),
    sharedWith,
  };
}

function presentContact(row: ContactRow, addresses: ContactAddress[]): Contact {
  const { typedLastName, typedFirstName, typedCity, originKind, originImportId, originSource, originBy, ...fields } =
    row;
  return {
    ...fields,
    originals: {
      ...(typedLastName === "" ? {} : { lastName: typedLastName }),
      ...(typedFirstName === "" ? {} : { firstName: typedFirstName }),
      ...(typedCity === "" ? {} : { city: typedCity }),
    },
    addresses,
    origin: { kind: originKind, importId: originImportId, source: originSource, by: originBy },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
