import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { takeContactNumbers } from "./contacts.queries.ts";
import { markEntangled } from "./entangled-addresses.queries.ts";

export interface LinkToInsert {
  contactAddressId: string;
  contactId: string;
  addressId: string;
  label: string;
  position: number;
  typed: string;
}

/** Whoever calls it holds the contacts and the addresses; `lockLinks` lets one after the other see what came before. */
export async function insertContactAddresses(ctx: Context, links: LinkToInsert[]): Promise<void> {
  if (links.length === 0) return;
  await lockLinks(ctx);
  await sql`
    INSERT INTO contacts.contact_addresses (
      org_id, contact_address_id, contact_id, address_id, kind, is_valid, label, position, typed)
    SELECT address.org_id, "contactAddressId", "contactId", "addressId", address.kind, address.is_valid, label, position, typed
    FROM jsonb_to_recordset(${JSON.stringify(links)}::jsonb) AS given (
      "contactAddressId" uuid, "contactId" uuid, "addressId" uuid, label text, position integer, typed text)
    JOIN contacts.addresses address ON address.org_id = ${ctx.orgId} AND address.address_id = given."addressId"`.execute(
    ctx.tx,
  );
  await markEntangled(ctx, links);
}

/** Two that give the same address to two contacts at once must see each other, or neither would be marked. */
async function lockLinks(ctx: Context): Promise<void> {
  await takeContactNumbers(ctx, 0);
}
