import type { Page } from "../../../contracts/common.ts";
import type { MessageListItem, MessageListQuery } from "../../../contracts/messaging.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { getOrganisation } from "../identity/index.ts";
import { findFreeTimes } from "./find-free-times.ts";
import { countMessageRows, type HistorySearch, listMessageRows } from "./history.queries.ts";
import { statesOfOutcome } from "./message-state.rules.ts";
import { presentMessage, renderRow } from "./present-message.ts";

/** Everything that left or should have, the newest first (I26 to I31). */
export async function listMessages(ctx: Context, query: MessageListQuery): Promise<Page<MessageListItem>> {
  const search = await searchOf(ctx, query);
  const rows = await listMessageRows(ctx, search, { after: afterOf(query.cursor), limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const freeAt = await findFreeTimes(
    ctx,
    shown.filter((row) => row.state === "queued"),
  );
  const items: MessageListItem[] = [];
  for (const row of shown) {
    items.push(presentMessage({ ...row, notBefore: freeAt(row) }, (await renderRow(ctx, row)).subject));
  }
  const isLast = rows.length <= query.limit;
  return {
    items,
    total: await countMessageRows(ctx, search),
    nextCursor: isLast ? null : (shown.at(-1)?.messageId ?? null),
  };
}

async function searchOf(ctx: Context, query: MessageListQuery): Promise<HistorySearch> {
  const { outcome, search: _search, limit: _limit, cursor: _cursor, ...filters } = query;
  const { timeZone } = await getOrganisation(ctx);
  return {
    filters,
    ...soughtOutcome(outcome),
    term: termOf(query.search),
    timeZone,
  };
}

function soughtOutcome(outcome: MessageListQuery["outcome"]): Pick<HistorySearch, "states" | "returned"> {
  if (outcome === "returned" || outcome === "complained") return { states: null, returned: outcome };
  if (outcome === "failed") return { states: ["failed", "abandoned"], returned: null };
  if (outcome === "stopped") return { states: ["stopped"], returned: null };
  return { states: outcome === undefined ? null : statesOfOutcome[outcome], returned: null };
}

/** D12: `term` is a beginning, `*term` stands anywhere. */
function termOf(search: string | undefined): HistorySearch["term"] {
  const text = (search ?? "").replace(/^\*+/, "").trim();
  return text === "" ? null : { text, isAnywhere: search?.startsWith("*") === true };
}

function afterOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor))
    throw refuse("common.invalid-input", { field: "cursor" });
  return cursor;
}
