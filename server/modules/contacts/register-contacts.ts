import type { Context } from "../../platform/context.ts";
import { newId } from "../../platform/ids.ts";
import { type ContactFields, deriveFields, formContact } from "./contact-form.rules.ts";
import { insertContactAddresses, type LinkToInsert } from "./contact-links.queries.ts";
import { type ContactToInsert, insertContacts, insertSearchKeys, takeContactNumbers } from "./contacts.queries.ts";
import { addressKey, ensureAddresses } from "./ensure-addresses.ts";

export interface AddressToRegister {
  kind: "email" | "phone";
  /** In the form in which it is kept: lower-case e-mail, E.164. */
  value: string;
  typed: string;
  label: string;
}

export interface ContactToRegister {
  fields: ContactFields;
  addresses: AddressToRegister[];
}

export interface Origin {
  kind: "staff" | "import" | "api" | "system";
  importId: string | null;
  source: string;
  by: string;
}

export interface RegisteredContact {
  contactId: string;
  addressIds: string[];
}

/** Many contacts in one statement each for numbers, addresses, contacts, links and search keys. Tells nobody yet. */
export async function registerContacts(
  ctx: Context,
  contacts: ContactToRegister[],
  origin: Origin,
): Promise<RegisteredContact[]> {
  if (contacts.length === 0) return [];
  const addressIds = await ensureAddresses(
    ctx,
    contacts.flatMap((contact) => contact.addresses),
  );
  const lastNumber = await takeContactNumbers(ctx, contacts.length);
  const firstNumber = lastNumber - contacts.length + 1;
  const rows = contacts.map((contact, index) => prepare(contact, origin, firstNumber + index));
  await insertContacts(ctx, rows);
  await insertSearchKeys(ctx, rows);
  const links = rows.flatMap((row, index) => linksOf(row.contactId, contacts[index]?.addresses ?? [], addressIds));
  await insertContactAddresses(ctx, links);
  const byContact = Map.groupBy(links, (link) => link.contactId);
  return rows.map(({ contactId }) => ({
    contactId,
    addressIds: (byContact.get(contactId) ?? []).map((link) => link.addressId),
  }));
}

function prepare({ fields, addresses }: ContactToRegister, origin: Origin, contactNumber: number) {
  const formed = formContact(fields);
  return {
    ...formed,
    ...deriveFields(formed, addresses),
    contactId: newId(),
    contactNumber,
    originKind: origin.kind,
    originImportId: origin.importId,
    originSource: origin.source,
    originBy: origin.by,
  } satisfies ContactToInsert & { searchKeys: string[] };
}

export function linksOf(contactId: string, addresses: AddressToRegister[], ids: Map<string, string>): LinkToInsert[] {
  const positions = { email: 0, phone: 0 };
  return addresses.map((address) => ({
    contactAddressId: newId(),
    contactId,
    addressId: ids.get(addressKey(address)) ?? "",
    label: address.label,
    position: ++positions[address.kind],
    typed: address.typed,
  }));
}
