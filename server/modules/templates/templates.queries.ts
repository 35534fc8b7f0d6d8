import { sql } from "kysely";
import type { Language } from "../../../contracts/languages.ts";
import type { TemplateKind } from "../../../contracts/template-variables.ts";
import type { ContentVersion } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";

export interface TemplateRow {
  templateId: string;
  name: string;
  kind: TemplateKind;
  language: Language;
  subject: string;
  isInUse: boolean;
  contentVersionId: string;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
}

export type NewTemplate = Pick<TemplateRow, "templateId" | "name" | "kind" | "language" | "contentVersionId">;

export async function insertTemplate(ctx: Context, row: NewTemplate): Promise<void> {
  await sql`
    INSERT INTO templates.templates (org_id, template_id, name, kind, language, content_version_id)
    VALUES (${ctx.orgId}, ${row.templateId}, ${row.name}, ${row.kind}, ${row.language}, ${row.contentVersionId})`.execute(
    ctx.tx,
  );
}

export async function updateTemplateRow(ctx: Context, row: NewTemplate): Promise<void> {
  await sql`
    UPDATE templates.templates
    SET name = ${row.name}, kind = ${row.kind}, language = ${row.language}, content_version_id = ${row.contentVersionId},
        is_in_use = is_in_use AND kind = ${row.kind} AND language = ${row.language},
        updated_at = platform.current_time()
    WHERE org_id = ${ctx.orgId} AND template_id = ${row.templateId}`.execute(ctx.tx);
}

export async function setArchived(ctx: Context, templateId: string, isArchived: boolean): Promise<void> {
  await sql`
    UPDATE templates.templates
    SET archived_at = CASE WHEN ${isArchived} THEN coalesce(archived_at, platform.current_time()) END,
        is_in_use = is_in_use AND NOT ${isArchived}
    WHERE org_id = ${ctx.orgId} AND template_id = ${templateId}`.execute(ctx.tx);
}

export async function clearInUse(ctx: Context, kind: TemplateKind, language: Language): Promise<void> {
  await sql`
    UPDATE templates.templates SET is_in_use = false
    WHERE org_id = ${ctx.orgId} AND kind = ${kind} AND language = ${language} AND is_in_use`.execute(ctx.tx);
}

export async function setInUse(ctx: Context, templateId: string): Promise<void> {
  await sql`
    UPDATE templates.templates SET is_in_use = true
    WHERE org_id = ${ctx.orgId} AND template_id = ${templateId}`.execute(ctx.tx);
}

/** Locked, so that two savings of the same template come one after the other. */
export async function lockTemplate(ctx: Context, templateId: string): Promise<TemplateRow | undefined> {
  await sql`
    SELECT 1 FROM templates.templates
    WHERE org_id = ${ctx.orgId} AND template_id = ${templateId}
    FOR UPDATE`.execute(ctx.tx);
  return findTemplate(ctx, templateId);
}

export async function findTemplate(ctx: Context, templateId: string): Promise<TemplateRow | undefined> {
  const { rows } = await sql<TemplateRow>`
    SELECT ${templateColumns}
    FROM templates.templates t
    JOIN templates.content_versions v ON v.org_id = t.org_id AND v.content_version_id = t.content_version_id
    WHERE t.org_id = ${ctx.orgId} AND t.template_id = ${templateId}`.execute(ctx.tx);
  return rows[0];
}

export async function findContentInUse(
  ctx: Context,
  kind: TemplateKind,
  language: Language,
): Promise<string | undefined> {
  const { rows } = await sql<{ contentVersionId: string }>`
    SELECT content_version_id AS "contentVersionId"
    FROM templates.templates
    WHERE org_id = ${ctx.orgId} AND kind = ${kind} AND language = ${language} AND is_in_use`.execute(ctx.tx);
  return rows[0]?.contentVersionId;
}

export interface TemplateFilter {
  search: string | null;
  kind: TemplateKind | null;
  language: Language | null;
  archived: "no" | "yes" | "all";
  after: string | null;
  limit: number;
}

/** The last saved first. */
export async function listTemplateRows(ctx: Context, filter: TemplateFilter): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    SELECT ${templateColumns}
    FROM templates.templates t
    JOIN templates.content_versions v ON v.org_id = t.org_id AND v.content_version_id = t.content_version_id
    WHERE t.org_id = ${ctx.orgId} AND ${matching(filter)}
      AND (${filter.after}::uuid IS NULL OR (t.updated_at, t.template_id) < (
        SELECT a.updated_at, a.template_id FROM templates.templates a
        WHERE a.org_id = ${ctx.orgId} AND a.template_id = ${filter.after}::uuid))
    ORDER BY t.updated_at DESC, t.template_id DESC
    LIMIT ${filter.limit}`.execute(ctx.tx);
  return rows;
}

export async function countTemplateRows(ctx: Context, filter: TemplateFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    SELECT count(*) AS total
    FROM templates.templates t
    JOIN templates.content_versions v ON v.org_id = t.org_id AND v.content_version_id = t.content_version_id
    WHERE t.org_id = ${ctx.orgId} AND ${matching(filter)}`.execute(ctx.tx);
  return rows[0]?.total ?? 0;
}

export async function insertContentVersion(ctx: Context, version: ContentVersion): Promise<void> {
  await sql`
    INSERT INTO templates.content_versions
      (org_id, content_version_id, kind, language, subject, html, plain_text, variables, hash)
    VALUES
      (${ctx.orgId}, ${version.contentVersionId}, ${version.kind}, ${version.language}, ${version.subject},
       ${version.html}, ${version.text}, ${version.variables}::text[], ${version.hash})
    ON CONFLICT (org_id, kind, hash) DO NOTHING`.execute(ctx.tx);
}

export async function findContentVersion(
  ctx: Context,
  by: { contentVersionId: string } | { kind: TemplateKind; hash: string },
): Promise<ContentVersion | undefined> {
  const condition =
    "hash" in by ? sql`kind = ${by.kind} AND hash = ${by.hash}` : sql`content_version_id = ${by.contentVersionId}`;
  const { rows } = await sql<ContentVersion>`
    SELECT content_version_id AS "contentVersionId", kind, language, subject, html, plain_text AS "text", variables, hash
    FROM templates.content_versions
    WHERE org_id = ${ctx.orgId} AND ${condition}`.execute(ctx.tx);
  return rows[0];
}

const templateColumns = sql`
  t.template_id AS "templateId", t.name, t.kind, t.language, v.subject, t.is_in_use AS "isInUse",
  t.content_version_id AS "contentVersionId", t.created_at AS "createdAt", t.updated_at AS "updatedAt",
  t.archived_at AS "archivedAt"`;

function matching(filter: TemplateFilter) {
  return sql`
    (${filter.kind}::text IS NULL OR t.kind = ${filter.kind})
    AND (${filter.language}::text IS NULL OR t.language = ${filter.language})
    AND (${filter.archived} = 'all' OR (t.archived_at IS NOT NULL) = (${filter.archived} = 'yes'))
    AND (${filter.search}::text IS NULL
      OR strpos(lower(unaccent(t.name)), lower(unaccent(${filter.search}))) > 0
      OR strpos(lower(unaccent(v.subject)), lower(unaccent(${filter.search}))) > 0)`;
}
