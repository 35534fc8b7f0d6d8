import { type AddressInput, addressAdded, type Contact } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { publish } from "../../platform/events.ts";
import { newId } from "../../platform/ids.ts";
import { recordAudit } from "../audit/index.ts";
import { listContactAddresses } from "./addresses.queries.ts";
import { typedFieldsOf } from "./contact-form.rules.ts";
import { insertContactAddresses } from "./contact-links.queries.ts";
import { lockContactRow } from "./contacts.queries.ts";
import { addressKey, ensureAddresses } from "./ensure-addresses.ts";
import { getContact } from "./get-contact.ts";
import { readTypedAddresses } from "./read-typed-addresses.ts";
import { writeContacts } from "./write-contacts.ts";

/** Gives a contact one more address, at the end of its kind. */
export async function addAddress(ctx: Context, contactId: string, input: AddressInput): Promise<Contact> {
  const row = await lockContactRow(ctx, contactId);
  if (!row) throw refuse("contacts.not-found");
  const [address] = await readTypedAddresses(ctx, [input], () => "typed");
  if (!address) throw new Error("one address was read and none came out");
  const held = await listContactAddresses(ctx, [contactId]);
  if (held.some((one) => addressKey(one) === addressKey(address)))
    throw refuse("contacts.address-already-there", { field: "typed" });
  const addressId = (await ensureAddresses(ctx, [address])).get(addressKey(address)) ?? "";
  const position = 1 + Math.max(0, ...held.filter((one) => one.kind === address.kind).map((one) => one.position));
  const { label, typed } = address;
  await insertContactAddresses(ctx, [{ contactAddressId: newId(), contactId, addressId, label, typed, position }]);
  await writeContacts(ctx, [{ contactId, fields: typedFieldsOf(row), addresses: [...held, address] }]);
  await publish(ctx, addressAdded, { contactId, addressId });
  await recordAudit(ctx, {
    action: "contacts.address-added",
    subjectKind: "contact",
    subjectId: contactId,
    details: { addressId },
  });
  return getContact(ctx, contactId);
}
