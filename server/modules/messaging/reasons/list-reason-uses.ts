import type { Page } from "../../../../contracts/common.ts";
import type { ReasonUse, ReasonUsesQuery } from "../../../../contracts/reason-uses.ts";
import type { Context } from "../../../platform/context.ts";
import { readMomentCursor, writeMomentCursor } from "../../../platform/cursors.ts";
import { countChosenUses, listReasonUseRows } from "./reason-uses.queries.ts";

export async function listReasonUses(ctx: Context, query: ReasonUsesQuery): Promise<Page<ReasonUse>> {
  const rows = await listReasonUseRows(ctx, { ...query, before: readMomentCursor(query.cursor) });
  const last = rows.at(-1);
  return {
    items: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
    total: await countChosenUses(ctx, query),
    nextCursor: rows.length === query.limit && last ? writeMomentCursor(last.at, last.id) : null,
  };
}
