import { addressRemoved, type Contact } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { publish } from "../../platform/events.ts";
import { recordAudit } from "../audit/index.ts";
import { listContactAddresses, markAddressesRemoved } from "./addresses.queries.ts";
import { isSomebody, typedFieldsOf } from "./contact-form.rules.ts";
import { lockContactRow } from "./contacts.queries.ts";
import { getContact } from "./get-contact.ts";
import { writeContacts } from "./write-contacts.ts";

/** Takes an address from a contact. What the person said about it stays with the address. */
export async function removeAddress(ctx: Context, contactId: string, contactAddressId: string): Promise<Contact> {
  const row = await lockContactRow(ctx, contactId);
  if (!row) throw refuse("contacts.not-found");
  const held = await listContactAddresses(ctx, [contactId]);
  const removed = held.find((one) => one.contactAddressId === contactAddressId);
  if (!removed) throw refuse("contacts.address-not-found");
  const left = held.filter((one) => one !== removed);
  if (!isSomebody(row, left.length)) throw refuse("contacts.nobody");
  const { addressId } = removed;
  await markAddressesRemoved(ctx, [contactAddressId]);
  await writeContacts(ctx, [{ contactId, fields: typedFieldsOf(row), addresses: left }]);
  await publish(ctx, addressRemoved, { contactId, addressId });
  await recordAudit(ctx, {
    action: "contacts.address-removed",
    subjectKind: "contact",
    subjectId: contactId,
    details: { addressId },
  });
  return getContact(ctx, contactId);
}
