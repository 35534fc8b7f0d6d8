import type { Page } from "../../../../contracts/common.ts";
import type { ImportRow, ImportRowsQuery } from "../../../../contracts/contact-imports.ts";
import type { Context } from "../../../platform/context.ts";
import { readLineCursor } from "../../../platform/cursors.ts";
import { getImportFile } from "./get-import-file.ts";
import { countShownRows, listShownRows } from "./import-rows.queries.ts";

/** The rows of an import as they were checked or done, in the file's order. */
export async function listImportRows(ctx: Context, importId: string, query: ImportRowsQuery): Promise<Page<ImportRow>> {
  const file = await getImportFile(ctx, importId);
  const { outcome, only, limit } = query;
  const filter = { importId, revision: file.revision, ...(outcome ? { outcome } : {}), ...(only ? { only } : {}) };
  const rows = await listShownRows(ctx, filter, { after: readLineCursor(query.cursor), limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, total: await countShownRows(ctx, filter), nextCursor: last ? String(last.line) : null };
}
