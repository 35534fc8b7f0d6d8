import { sql } from "kysely";
import type { Language } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";

export async function countHolders(ctx: Context, addressId: string): Promise<number> {
  const { rows } = await sql<{ holders: number }>`
    SELECT count(*) AS holders FROM contacts.address_book
    WHERE org_id = ${ctx.orgId} AND address_id = ${addressId}`.execute(ctx.tx);
  return rows[0]?.holders ?? 0;
}

export interface AddressRow {
  value: string;
  kind: "email" | "phone" | "push";
  /** Of the contact who has had it longest. */
  language: Language | null;
}

export async function findAddress(ctx: Context, addressId: string): Promise<AddressRow | undefined> {
  const { rows } = await sql<AddressRow>`
    SELECT book.value, book.kind, directory.language
    FROM contacts.address_book book
    JOIN contacts.contact_directory directory
      ON directory.org_id = book.org_id AND directory.contact_id = book.contact_id
    WHERE book.org_id = ${ctx.orgId} AND book.address_id = ${addressId}
    ORDER BY book.added_at, book.contact_id
    LIMIT 1`.execute(ctx.tx);
  return rows[0];
}

/** Each looked up by itself: in the middle of an import the planner would read all addresses for a thousand of them. */
export async function listAddressTexts(
  ctx: Context,
  addressIds: string[],
): Promise<{ addressId: string; text: string }[]> {
  const { rows } = await sql<{ addressId: string; text: string }>`
    SELECT wanted.address_id AS "addressId", book.text
    FROM (SELECT DISTINCT unnest(${addressIds}::uuid[]) AS address_id) wanted
    CROSS JOIN LATERAL (
      SELECT address_book.kind || ':' || address_book.value AS text FROM contacts.address_book
      WHERE address_book.org_id = ${ctx.orgId} AND address_book.address_id = wanted.address_id
      LIMIT 1) book
    ORDER BY wanted.address_id
    LIMIT ${addressIds.length}`.execute(ctx.tx);
  return rows;
}
