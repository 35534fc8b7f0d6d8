import { sql } from "kysely";
import type { ConsentType, Wording } from "../../../contracts/consent-settings.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { Context } from "../../platform/context.ts";

export type TypeRow = Omit<ConsentType, "createdAt"> & { createdAt: Date };

const typeColumns = sql`
  type_id AS "typeId", code, title, description, validity_days AS "validityDays", allows_mass AS "allowsMass",
  allows_single AS "allowsSingle", allows_contact AS "allowsContact", is_main AS "isMain",
  archived_at IS NOT NULL AS "isArchived", created_at AS "createdAt"`;

/** The main mailing type first, then as they were made. */
export async function listTypeRows(ctx: Context): Promise<TypeRow[]> {
  const { rows } = await sql<TypeRow>`
    SELECT ${typeColumns} FROM consent.types
    WHERE org_id = ${ctx.orgId}
    ORDER BY is_main DESC, archived_at IS NOT NULL, created_at, type_id
    LIMIT 500`.execute(ctx.tx);
  return rows;
}

export async function findTypeRow(ctx: Context, typeId: string): Promise<TypeRow | undefined> {
  const { rows } = await sql<TypeRow>`
    SELECT ${typeColumns} FROM consent.types WHERE org_id = ${ctx.orgId} AND type_id = ${typeId}`.execute(ctx.tx);
  return rows[0];
}

export type TypeInput = Omit<TypeRow, "createdAt" | "isArchived">;

export async function insertType(ctx: Context, type: TypeInput): Promise<void> {
  await sql`
    INSERT INTO consent.types
      (org_id, type_id, code, title, description, validity_days, allows_mass, allows_single, allows_contact, is_main,
       created_at)
    VALUES (${ctx.orgId}, ${type.typeId}, ${type.code}, ${type.title}, ${type.description}, ${type.validityDays},
       ${type.allowsMass}, ${type.allowsSingle}, ${type.allowsContact}, ${type.isMain},
       platform.current_time())`.execute(ctx.tx);
}

export async function updateType(ctx: Context, type: TypeInput & { isArchived: boolean }): Promise<void> {
  await sql`
    UPDATE consent.types SET
      code = ${type.code}, title = ${type.title}, description = ${type.description},
      validity_days = ${type.validityDays}, allows_mass = ${type.allowsMass}, allows_single = ${type.allowsSingle},
      allows_contact = ${type.allowsContact}, is_main = ${type.isMain},
      archived_at = CASE WHEN ${type.isArchived} THEN coalesce(archived_at, platform.current_time()) END
    WHERE org_id = ${ctx.orgId} AND type_id = ${type.typeId}`.execute(ctx.tx);
}

export async function clearMainType(ctx: Context): Promise<void> {
  await sql`UPDATE consent.types SET is_main = false WHERE org_id = ${ctx.orgId} AND is_main`.execute(ctx.tx);
}

export type WordingRow = Omit<Wording, "createdAt"> & { createdAt: Date; hash: string };

const wordingColumns = sql`
  wording_id AS "wordingId", type_id AS "typeId", language, version, title, text, hash, created_at AS "createdAt"`;

/** Newest version of each language; with `typeId` null of every type. */
export async function listLatestWordings(ctx: Context, typeId: string | null): Promise<WordingRow[]> {
  const { rows } = await sql<WordingRow>`
    SELECT DISTINCT ON (type_id, language) ${wordingColumns} FROM consent.wordings
    WHERE org_id = ${ctx.orgId} AND (${typeId}::uuid IS NULL OR type_id = ${typeId}::uuid)
    ORDER BY type_id, language, version DESC
    LIMIT 2000`.execute(ctx.tx);
  return rows;
}

export async function listWordingVersions(ctx: Context, typeId: string): Promise<WordingRow[]> {
  const { rows } = await sql<WordingRow>`
    SELECT ${wordingColumns} FROM consent.wordings
    WHERE org_id = ${ctx.orgId} AND type_id = ${typeId}
    ORDER BY language, version DESC
    LIMIT 1000`.execute(ctx.tx);
  return rows;
}

export async function findWordingRow(ctx: Context, wordingId: string): Promise<WordingRow | undefined> {
  const { rows } = await sql<WordingRow>`
    SELECT ${wordingColumns} FROM consent.wordings
    WHERE org_id = ${ctx.orgId} AND wording_id = ${wordingId}`.execute(ctx.tx);
  return rows[0];
}

export async function findLatestVersion(ctx: Context, typeId: string, language: Language): Promise<number> {
  const { rows } = await sql<{ version: number | null }>`
    SELECT max(version) AS version FROM consent.wordings
    WHERE org_id = ${ctx.orgId} AND type_id = ${typeId} AND language = ${language}`.execute(ctx.tx);
  return rows[0]?.version ?? 0;
}

export async function insertWording(ctx: Context, wording: Omit<WordingRow, "createdAt">): Promise<void> {
  await sql`
    INSERT INTO consent.wordings (org_id, wording_id, type_id, language, version, title, text, hash, created_at)
    VALUES (${ctx.orgId}, ${wording.wordingId}, ${wording.typeId}, ${wording.language}, ${wording.version},
      ${wording.title}, ${wording.text}, ${wording.hash}, platform.current_time())`.execute(ctx.tx);
}
