import type { Page } from "../../../contracts/common.ts";
import type { TemplateQuery, TemplateSummary } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { readIdCursor } from "../../platform/cursors.ts";
import { presentSummary } from "./present-template.ts";
import { countTemplateRows, listTemplateRows, type TemplateFilter } from "./templates.queries.ts";

/** The last saved first; `search` is found anywhere in name and subject, accents apart. */
export async function listTemplates(ctx: Context, query: TemplateQuery): Promise<Page<TemplateSummary>> {
  const filter: TemplateFilter = {
    search: query.search || null,
    kind: query.kind ?? null,
    language: query.language ?? null,
    archived: query.archived,
    after: readIdCursor(query.cursor),
    limit: query.limit,
  };
  const rows = await listTemplateRows(ctx, filter);
  return {
    items: rows.map(presentSummary),
    total: await countTemplateRows(ctx, filter),
    nextCursor: rows.length === query.limit ? (rows.at(-1)?.templateId ?? null) : null,
  };
}
