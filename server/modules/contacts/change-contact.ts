import type { ChangeContactInput, Contact } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { recordAudit } from "../audit/index.ts";
import { listContactAddresses } from "./addresses.queries.ts";
import { type ContactFields, formContact, isSomebody, typedFieldsOf } from "./contact-form.rules.ts";
import { lockContactRow } from "./contacts.queries.ts";
import { getContact } from "./get-contact.ts";
import { writeContacts } from "./write-contacts.ts";

/** Changes the fields that are given. A version that is not the last one is refused, so that nobody's change is lost. */
export async function changeContact(ctx: Context, contactId: string, input: ChangeContactInput): Promise<Contact> {
  const { version, ...given } = input;
  const row = await lockContactRow(ctx, contactId);
  if (!row) throw refuse("contacts.not-found");
  if (version !== undefined && version !== row.version) throw refuse("contacts.changed-meanwhile");
  const changed = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const fields = { ...typedFieldsOf(row), ...changed } as ContactFields;
  const addresses = await listContactAddresses(ctx, [contactId]);
  if (!isSomebody(formContact(fields), addresses.length)) throw refuse("contacts.nobody", { field: "lastName" });
  await writeContacts(ctx, [{ contactId, fields, addresses }]);
  const audited = { action: "contacts.contact-changed", subjectKind: "contact", subjectId: contactId };
  await recordAudit(ctx, { ...audited, details: { fields: Object.keys(changed) } });
  return getContact(ctx, contactId);
}
