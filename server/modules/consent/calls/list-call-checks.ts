import type { Page } from "../../../../contracts/common.ts";
import type { CallListItem, CallListQuery } from "../../../../contracts/consent-calls.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { countCallChecks, listCallCheckRows } from "./calls.queries.ts";
import { presentCallListItem } from "./present-call-check.ts";

/** Who asked to call whom, what the answer was and what came of it, newest first. */
export async function listCallChecks(ctx: Context, query: CallListQuery): Promise<Page<CallListItem>> {
  const rows = await listCallCheckRows(ctx, { ...query, before: readCursor(query.cursor) });
  const last = rows.at(-1);
  return {
    items: rows.map(presentCallListItem),
    total: await countCallChecks(ctx, query),
    nextCursor: rows.length === query.limit && last ? `${last.askedAt.toISOString()}_${last.callCheckId}` : null,
  };
}

function readCursor(cursor: string | undefined): { askedAt: string; callCheckId: string } | null {
  if (cursor === undefined) return null;
  const [askedAt = "", callCheckId = ""] = cursor.split("_");
  if (Number.isNaN(Date.parse(askedAt)) || !/^[0-9a-f-]{36}$/.test(callCheckId)) {
    throw refuse("common.invalid-input", { field: "cursor" });
  }
  return { askedAt, callCheckId };
}
