import { sql } from "kysely";
import type { Language } from "../../../contracts/languages.ts";
import type { MergeValues } from "../../../contracts/template-variables.ts";
import type { Context } from "../../platform/context.ts";

export async function findContactLanguage(ctx: Context, contactId: string): Promise<Language | null> {
  const { rows } = await sql<{ language: Language | null }>`
    SELECT language FROM contacts.contact_directory
    WHERE org_id = ${ctx.orgId} AND contact_id = ${contactId}
    LIMIT 1`.execute(ctx.tx);
  return rows[0]?.language ?? null;
}

/** What a message to this contact's first e-mail would know of them. */
export async function findContactValues(ctx: Context, contactId: string): Promise<MergeValues | undefined> {
  const { rows } = await sql<{ mergeValues: MergeValues }>`
    SELECT contact_directory.merge_values || jsonb_build_object('email', (
      SELECT address_book.value FROM contacts.address_book
      WHERE address_book.org_id = ${ctx.orgId} AND address_book.contact_id = contact_directory.contact_id
        AND address_book.kind = 'email'
      ORDER BY address_book.position
      LIMIT 1)) AS "mergeValues"
    FROM contacts.contact_directory
    WHERE org_id = ${ctx.orgId} AND contact_id = ${contactId}
    LIMIT 1`.execute(ctx.tx);
  return rows[0]?.mergeValues;
}
