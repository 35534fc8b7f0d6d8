import { addressRemoved, contactErased } from "../../../contracts/contacts.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { publish } from "../../platform/events.ts";
import { recordAudit } from "../audit/index.ts";
import { blankPeople } from "./blank-people.ts";
import { lockContactRow } from "./contacts.queries.ts";

/** Erases a person: no name, address or note is left here. The number stays used; ids in the ledger keep their meaning. */
export async function eraseContact(ctx: Context, contactId: string): Promise<void> {
  if (!(await lockContactRow(ctx, contactId))) throw refuse("contacts.not-found");
  await blankPeople(ctx, [contactId], async ({ current, orphaned }) => {
    for (const { addressId } of current) await publish(ctx, addressRemoved, { contactId, addressId });
    await publish(ctx, contactErased, { contactId, addresses: orphaned });
  });
  await recordAudit(ctx, { action: "contacts.contact-erased", subjectKind: "contact", subjectId: contactId });
}
