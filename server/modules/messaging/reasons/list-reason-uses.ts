import type { Page } from "../../../../contracts/common.ts";
import type { ReasonUse, ReasonUsesQuery } from "../../../../contracts/reason-uses.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { countChosenUses, listReasonUseRows } from "./reason-uses.queries.ts";

export async function listReasonUses(ctx: Context, query: ReasonUsesQuery): Promise<Page<ReasonUse>> {
  const rows = await listReasonUseRows(ctx, { ...query, before: readCursor(query.cursor) });
  const last = rows.at(-1);
  return {
    items: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
    total: await countChosenUses(ctx, query),
    nextCursor: rows.length === query.limit && last ? `${last.at.toISOString()}_${last.id}` : null,
  };
}

function readCursor(cursor: string | undefined): { at: string; id: string } | null {
  if (cursor === undefined) return null;
  const [at = "", id = ""] = cursor.split("_");
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id)) {
    throw refuse("common.invalid-input", { field: "cursor" });
  }
  return { at, id };
}
