import type { Page } from "../../../contracts/common.ts";
import type { TemplateQuery, TemplateSummary } from "../../../contracts/templates.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { presentSummary } from "./present-template.ts";
import { countTemplateRows, listTemplateRows, type TemplateFilter } from "./templates.queries.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The last saved first; `search` is found anywhere in name and subject, accents apart. */
export async function listTemplates(ctx: Context, query: TemplateQuery): Promise<Page<TemplateSummary>> {
  if (query.cursor !== undefined && !uuid.test(query.cursor)) {
    throw refuse("common.invalid-input", { field: "cursor" });
  }
  const filter: TemplateFilter = {
    search: query.search || null,
    kind: query.kind ?? null,
    language: query.language ?? null,
    archived: query.archived,
    after: query.cursor ?? null,
    limit: query.limit,
  };
  const rows = await listTemplateRows(ctx, filter);
  return {
    items: rows.map(presentSummary),
    total: await countTemplateRows(ctx, filter),
    nextCursor: rows.length === query.limit ? (rows.at(-1)?.templateId ?? null) : null,
  };
}
