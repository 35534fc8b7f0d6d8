import { addressAdded, type Contact, type CreateContactInput } from "../../../contracts/contacts.ts";
import type { Actor, Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { publish } from "../../platform/events.ts";
import { recordAudit } from "../audit/index.ts";
import { formContact, isSomebody } from "./contact-form.rules.ts";
import { getContact } from "./get-contact.ts";
import { readTypedAddresses } from "./read-typed-addresses.ts";
import { type Origin, registerContacts } from "./register-contacts.ts";

/** Registers one contact with its addresses. The same address on another contact is allowed (D19). */
export async function createContact(ctx: Context, input: CreateContactInput): Promise<Contact> {
  const addresses = await readTypedAddresses(ctx, input.addresses, (index) => `addresses.${index}.typed`);
  if (!isSomebody(formContact(input), addresses.length)) throw refuse("contacts.nobody", { field: "lastName" });
  const [registered] = await registerContacts(ctx, [{ fields: input, addresses }], originOf(ctx.actor));
  if (!registered) throw new Error("one contact was asked for and none was made");
  const { contactId, addressIds } = registered;
  for (const addressId of addressIds) await publish(ctx, addressAdded, { contactId, addressId });
  await recordAudit(ctx, { action: "contacts.contact-created", subjectKind: "contact", subjectId: contactId });
  return getContact(ctx, contactId);
}

function originOf(actor: Actor): Origin {
  const by = actor.kind === "person" ? "" : actor.name;
  const kinds = { user: "staff", "api-key": "api", person: "system", system: "system", operator: "staff" } as const;
  return { kind: kinds[actor.kind], importId: null, source: "", by };
}
