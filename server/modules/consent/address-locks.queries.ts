import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";

/** Locks in the order of ids, so that two transactions never wait for each other in a circle. */
export async function lockAddressRows(ctx: Context, addressIds: string[], mode: "share" | "update"): Promise<string[]> {
  const strength = mode === "share" ? sql`FOR SHARE` : sql`FOR UPDATE`;
  const { rows } = await sql<{ addressId: string }>`
    SELECT address_id AS "addressId"
    FROM consent.address_locks
    WHERE org_id = ${ctx.orgId} AND address_id = ANY(${addressIds}::uuid[])
    ORDER BY address_id
    ${strength}`.execute(ctx.tx);
  return rows.map((row) => row.addressId);
}

export async function insertAddressLocks(ctx: Context, addressIds: string[]): Promise<void> {
  await sql`
    INSERT INTO consent.address_locks (org_id, address_id)
    SELECT ${ctx.orgId}::uuid, wanted.address_id
    FROM unnest(${addressIds}::uuid[]) AS wanted (address_id)
    ORDER BY wanted.address_id
    ON CONFLICT (org_id, address_id) DO NOTHING`.execute(ctx.tx);
}

export interface SubjectRow {
  addressId: string;
  subjectId: string;
  salt: string | null;
  /** `kind:value` while a contact has the address. */
  text: string | null;
}

export async function listSubjects(ctx: Context, addressIds: string[]): Promise<SubjectRow[]> {
  const { rows } = await sql<SubjectRow>`
    SELECT locks.address_id AS "addressId", locks.subject_id AS "subjectId", locks.salt,
           (SELECT min(book.kind || ':' || book.value) FROM contacts.address_book book
            WHERE book.org_id = locks.org_id AND book.address_id = locks.address_id) AS text
    FROM consent.address_locks locks
    WHERE locks.org_id = ${ctx.orgId} AND locks.address_id = ANY(${addressIds}::uuid[])
    ORDER BY locks.address_id
    LIMIT ${addressIds.length}`.execute(ctx.tx);
  return rows;
}

export async function clearSalts(ctx: Context, addressIds: string[]): Promise<void> {
  await sql`
    UPDATE consent.address_locks SET salt = NULL
    WHERE org_id = ${ctx.orgId} AND address_id = ANY(${addressIds}::uuid[])`.execute(ctx.tx);
}
