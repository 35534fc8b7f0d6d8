import type { ListQuery, Page } from "../../../../contracts/common.ts";
import type { ContactImport } from "../../../../contracts/contact-imports.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { describeImport } from "./describe-import.ts";
import { countImports, listImportRows } from "./imports.queries.ts";

/** The imports, the newest first. */
export async function listImports(
  ctx: Context,
  query: Pick<ListQuery, "limit" | "cursor">,
): Promise<Page<ContactImport>> {
  const limit = Math.min(query.limit, 100);
  const rows = await listImportRows(ctx, { after: readCursor(query.cursor), limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const items: ContactImport[] = [];
  for (const row of shown) items.push(await describeImport(ctx, row));
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const nextCursor = last ? Buffer.from(`${last.createdText} ${last.importId}`).toString("base64url") : null;
  return { items, total: await countImports(ctx), nextCursor };
}

function readCursor(cursor: string | undefined): { createdAt: string; importId: string } | undefined {
  if (cursor === undefined) return undefined;
  const form =
    /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?[+-]\d{2}(?::\d{2})?) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u;
  const [, createdAt, importId] = form.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (createdAt === undefined || importId === undefined) throw refuse("common.invalid-input", { field: "cursor" });
  return { createdAt, importId };
}
