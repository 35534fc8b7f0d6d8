import type { ContentVersion, Template, TemplateSummary } from "../../../contracts/templates.ts";
import type { TemplateRow } from "./templates.queries.ts";

export function presentSummary(row: TemplateRow): TemplateSummary {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
  };
}

export function presentTemplate(row: TemplateRow, version: ContentVersion): Template {
  const { html, text, variables } = version;
  return { ...presentSummary(row), html, text, variables };
}
