import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";

export interface ContactsAndAddresses {
  contactIds: string[];
  addressIds: string[];
}

/** Which of these contacts and addresses have messages at all: of a large import that is undone, few have. */
export async function listTouchedByMessages(ctx: Context, wanted: ContactsAndAddresses): Promise<ContactsAndAddresses> {
  const { rows } = await sql<ContactsAndAddresses>`
    SELECT
      ARRAY(
        SELECT contact_id FROM unnest(${wanted.contactIds}::uuid[]) AS wanted_contact (contact_id)
        WHERE EXISTS (
          SELECT 1 FROM messaging.messages message
          WHERE message.org_id = ${ctx.orgId} AND message.contact_id = wanted_contact.contact_id)) AS "contactIds",
      ARRAY(
        SELECT address_id FROM unnest(${wanted.addressIds}::uuid[]) AS wanted_address (address_id)
        WHERE EXISTS (
          SELECT 1 FROM messaging.messages message
          WHERE message.org_id = ${ctx.orgId} AND message.address_id = wanted_address.address_id)) AS "addressIds"`.execute(
    ctx.tx,
  );
  return rows[0] ?? { contactIds: [], addressIds: [] };
}
