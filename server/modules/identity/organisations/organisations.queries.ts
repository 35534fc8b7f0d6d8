import { sql } from "kysely";
import type { Organisation } from "../../../../contracts/identity.ts";
import type { Context } from "../../../platform/context.ts";
import type { Platform } from "../../../platform/platform.ts";

export type OrganisationRow = Omit<Organisation, "createdAt"> & { createdAt: Date };
export type NewOrganisation = Omit<OrganisationRow, "createdAt" | "passwordRule">;

export async function insertOrganisation(ctx: Context, row: NewOrganisation): Promise<void> {
  await sql`
    INSERT INTO identity.organisations (org_id, name, language, time_zone, default_country, is_demonstration)
    VALUES (${ctx.orgId}, ${row.name}, ${row.language}, ${row.timeZone}, ${row.defaultCountry}, ${row.isDemonstration})
    `.execute(ctx.tx);
  await sql`INSERT INTO identity.organisation_ids (org_id) VALUES (${ctx.orgId})`.execute(ctx.tx);
}

export async function findOrganisationRow(ctx: Context): Promise<OrganisationRow | undefined> {
  const { rows } = await sql<OrganisationRow>`
    SELECT org_id AS "orgId", name, language, time_zone AS "timeZone", default_country AS "defaultCountry",
           is_demonstration AS "isDemonstration", password_rule AS "passwordRule", created_at AS "createdAt"
    FROM identity.organisations WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows[0];
}

/** Whoever holds this lock decides alone about the administrators of the organisation. */
export async function lockOrganisation(ctx: Context): Promise<void> {
  await sql`SELECT org_id FROM identity.organisations WHERE org_id = ${ctx.orgId} FOR NO KEY UPDATE`.execute(ctx.tx);
}

export async function updateOrganisation(ctx: Context, row: OrganisationRow): Promise<void> {
  await sql`
    UPDATE identity.organisations
    SET name = ${row.name}, language = ${row.language}, time_zone = ${row.timeZone},
        default_country = ${row.defaultCountry}, password_rule = ${row.passwordRule}
    WHERE org_id = ${ctx.orgId}`.execute(ctx.tx);
}

/** Oldest first. */
export async function listOrganisationIdRows(platform: Platform, after: string | null): Promise<string[]> {
  const { rows } = await sql<{ orgId: string }>`
    SELECT org_id AS "orgId" FROM identity.organisation_ids
    WHERE ${after}::uuid IS NULL OR org_id > ${after}::uuid
    ORDER BY org_id LIMIT 500`.execute(platform.database);
  return rows.map((row) => row.orgId);
}
