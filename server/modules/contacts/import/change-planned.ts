import type { Context } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import { insertContactAddresses } from "../contact-links.queries.ts";
import { addressKey, ensureAddresses } from "../ensure-addresses.ts";
import { writeContacts } from "../write-contacts.ts";
import type { ImportChangeRow } from "./import-changes.queries.ts";
import type { WorkingContact } from "./plan-row.rules.ts";

export interface Changed {
  changes: ImportChangeRow[];
  links: { contactId: string; addressId: string }[];
}

/** Writes what the rows of a chunk planned for contacts that were already there, one change for each contact. */
export async function changePlanned(ctx: Context, contacts: WorkingContact[]): Promise<Changed> {
  if (contacts.length === 0) return { changes: [], links: [] };
  const ids = await ensureAddresses(
    ctx,
    contacts.flatMap((contact) => contact.added),
  );
  const links = contacts.flatMap((contact) => linksOf(contact, ids));
  await insertContactAddresses(ctx, links);
  await writeContacts(
    ctx,
    contacts.map(({ contactId, fields, addresses }) => ({ contactId, fields, addresses })),
  );
  const byContact = Map.groupBy(links, (link) => link.contactId);
  return {
    links: links.map(({ contactId, addressId }) => ({ contactId, addressId })),
    changes: contacts.map(({ contactId, before, version }) => ({
      contactId,
      change: "updated",
      before,
      addedAddresses: (byContact.get(contactId) ?? []).map((link) => link.addressId),
      versionAfter: version + 1,
    })),
  };
}

function linksOf(contact: WorkingContact, ids: Map<string, string>) {
  return contact.added.map((address) => ({
    contactAddressId: newId(),
    contactId: contact.contactId,
    addressId: ids.get(addressKey(address)) ?? "",
    label: address.label,
    position: contact.addresses.find((held) => addressKey(held) === addressKey(address))?.position ?? 1,
    typed: address.typed,
  }));
}
