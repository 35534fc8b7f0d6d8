import type { Context } from "../../platform/context.ts";
import { type ContactFields, deriveFields, formContact, type HeldAddress } from "./contact-form.rules.ts";
import { deleteSearchKeys, insertSearchKeys, updateContacts } from "./contacts.queries.ts";

export interface ContactToWrite {
  contactId: string;
  fields: ContactFields;
  /** All that the contact has now: it is found by them. */
  addresses: HeldAddress[];
}

/** Writes the fields and everything that is computed from them. The caller holds the rows. */
export async function writeContacts(ctx: Context, contacts: ContactToWrite[]): Promise<void> {
  if (contacts.length === 0) return;
  const rows = contacts.map(({ contactId, fields, addresses }) => {
    const formed = formContact(fields);
    return { contactId, ...formed, ...deriveFields(formed, addresses) };
  });
  await updateContacts(ctx, rows);
  await deleteSearchKeys(
    ctx,
    rows.map((row) => row.contactId),
  );
  await insertSearchKeys(ctx, rows);
}
