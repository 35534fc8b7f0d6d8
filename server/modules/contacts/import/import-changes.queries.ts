import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { ContactFields } from "../contact-form.rules.ts";

export interface ImportChangeRow {
  contactId: string;
  change: "created" | "updated";
  /** The fields as they were typed before; null for a contact that the import made. */
  before: ContactFields | null;
  addedAddresses: string[];
  versionAfter: number;
}

/** The first state before an import is the one to go back to, however many of its rows touch a contact. */
export async function recordImportChanges(ctx: Context, importId: string, changes: ImportChangeRow[]): Promise<void> {
  await sql`
    INSERT INTO contacts.import_changes AS known
      (org_id, import_id, contact_id, change, before, added_addresses, version_after)
    SELECT ${ctx.orgId}, ${importId}, "contactId", change, before, "addedAddresses", "versionAfter"
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS given (
      "contactId" uuid, change text, before jsonb, "addedAddresses" uuid[], "versionAfter" integer)
    ON CONFLICT (org_id, import_id, contact_id) DO UPDATE SET
      added_addresses = known.added_addresses || excluded.added_addresses, version_after = excluded.version_after`.execute(
    ctx.tx,
  );
}

export async function listChangesToUndo(ctx: Context, importId: string, limit: number): Promise<ImportChangeRow[]> {
  const { rows } = await sql<ImportChangeRow>`
    SELECT contact_id AS "contactId", change, before, added_addresses AS "addedAddresses",
      version_after AS "versionAfter"
    FROM contacts.import_changes
    WHERE org_id = ${ctx.orgId} AND import_id = ${importId} AND undone IS NULL
    ORDER BY contact_id LIMIT ${limit}`.execute(ctx.tx);
  return rows;
}

export type Undone = "removed" | "restored" | "kept";

export async function markUndone(
  ctx: Context,
  importId: string,
  undone: { contactId: string; undone: Undone }[],
): Promise<void> {
  await sql`
    UPDATE contacts.import_changes known SET undone = given.undone
    FROM jsonb_to_recordset(${JSON.stringify(undone)}::jsonb) AS given ("contactId" uuid, undone text)
    WHERE known.org_id = ${ctx.orgId} AND known.import_id = ${importId} AND known.contact_id = given."contactId"`.execute(
    ctx.tx,
  );
}

export interface UndoCounts {
  total: number;
  removed: number;
  restored: number;
  kept: number;
}

export async function countUndone(ctx: Context, importId: string): Promise<UndoCounts> {
  const { rows } = await sql<UndoCounts>`
    SELECT count(*) AS total, count(*) FILTER (WHERE undone = 'removed') AS removed,
      count(*) FILTER (WHERE undone = 'restored') AS restored, count(*) FILTER (WHERE undone = 'kept') AS kept
    FROM contacts.import_changes
    WHERE org_id = ${ctx.orgId} AND import_id = ${importId}`.execute(ctx.tx);
  return rows[0] ?? { total: 0, removed: 0, restored: 0, kept: 0 };
}
