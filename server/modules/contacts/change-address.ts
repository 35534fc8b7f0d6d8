import type { ChangeAddressInput, Contact } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { type ContactAddressRow, listContactAddresses, updateContactAddress } from "./addresses.queries.ts";
import { lockContactRow } from "./contacts.queries.ts";
import { getContact } from "./get-contact.ts";
import { tidyLine } from "./text-form.rules.ts";

export interface AddressChange extends ChangeAddressInput {
  contactAddressId: string;
}

/** Changes what an address is called and where it stands; position 1 is the one that is written to first. */
export async function changeAddress(ctx: Context, contactId: string, change: AddressChange): Promise<Contact> {
  if (!(await lockContactRow(ctx, contactId))) throw refuse("contacts.not-found");
  const held = await listContactAddresses(ctx, [contactId]);
  const changed = held.find((one) => one.contactAddressId === change.contactAddressId);
  if (!changed) throw refuse("contacts.address-not-found");
  const label = change.label === undefined ? changed.label : tidyLine(change.label);
  for (const [index, row] of reorder(held, changed, change.position).entries()) {
    await updateContactAddress(ctx, row.contactAddressId, {
      label: row === changed ? label : row.label,
      position: index + 1,
    });
  }
  await recordAudit(ctx, { action: "contacts.address-changed", subjectKind: "contact", subjectId: contactId });
  return getContact(ctx, contactId);
}

function reorder(
  held: ContactAddressRow[],
  changed: ContactAddressRow,
  position: number | undefined,
): ContactAddressRow[] {
  const sameKind = held.filter((row) => row.kind === changed.kind);
  if (position === undefined) return sameKind;
  const others = sameKind.filter((row) => row !== changed);
  return [...others.slice(0, position - 1), changed, ...others.slice(position - 1)];
}
