import type { Page } from "../../../../contracts/common.ts";
import type { CallListItem, CallListQuery } from "../../../../contracts/consent-calls.ts";
import type { Context } from "../../../platform/context.ts";
import { readMomentCursor, writeMomentCursor } from "../../../platform/cursors.ts";
import { countCallChecks, listCallCheckRows } from "./calls.queries.ts";
import { presentCallListItem } from "./present-call-check.ts";

/** Who asked to call whom, what the answer was and what came of it, newest first. */
export async function listCallChecks(ctx: Context, query: CallListQuery): Promise<Page<CallListItem>> {
  const rows = await listCallCheckRows(ctx, { ...query, before: readMomentCursor(query.cursor) });
  const last = rows.at(-1);
  return {
    items: rows.map(presentCallListItem),
    total: await countCallChecks(ctx, query),
    nextCursor: rows.length === query.limit && last ? writeMomentCursor(last.askedAt, last.callCheckId) : null,
  };
}
