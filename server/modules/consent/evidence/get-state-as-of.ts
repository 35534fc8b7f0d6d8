import type { HistoryEntry } from "../../../../contracts/consent.ts";
import type { AsOf } from "../../../../contracts/consent-evidence.ts";
import type { ConsentType } from "../../../../contracts/consent-settings.ts";
import type { Context } from "../../../platform/context.ts";
import { refuse } from "../../../platform/errors.ts";
import { getOrganisation } from "../../identity/index.ts";
import { readTime } from "../ledger.queries.ts";
import { listHistory } from "../list-history.ts";
import { listTypes } from "../list-types.ts";
import { localDate, startOfLocalDate } from "../validity.rules.ts";
import { answerForDay, type Block, type Day } from "./day-answer.rules.ts";
import { listBlocksBetween } from "./evidence.queries.ts";

/** Could we have written to this address on that day? Folded again from the ledger, as the gate would have known it. */
export async function getStateAsOf(ctx: Context, input: { addressId: string; day: string }): Promise<AsOf> {
  const { addressId, day } = input;
  const { timeZone } = await getOrganisation(ctx);
  const now = await readTime(ctx);
  if (day > localDate(now, timeZone)) throw refuse("consent.date-in-future", { field: "day" });
  const from = startOfLocalDate(day, timeZone);
  const end = startOfLocalDate(dayAfter(day), timeZone);
  const to = end > now ? now : end;
  const { items } = await listHistory(ctx, { addressId, limit: 2000 });
  const blocks = await listBlocksBetween(ctx, { addressId, from, to });
  const types = await listTypes(ctx, { withArchived: true });
  const seen = new Set(items.map((item) => item.typeId));
  return {
    day,
    from: from.toISOString(),
    to: to.toISOString(),
    types: types
      .filter((type) => !type.isArchived || seen.has(type.typeId))
      .map((type) => presentType(type, { from, to }, { items, blocks })),
  };
}

function presentType(
  type: ConsentType,
  day: Day,
  { items, blocks }: { items: HistoryEntry[]; blocks: Block[] },
): AsOf["types"][number] {
  const own = items.filter((item) => item.typeId === type.typeId && item.statusAfter !== null);
  const events = own.map(({ statusAfter, ...event }) => ({ ...event, stateAfter: statusAfter })).reverse();
  const isKnownBy = (item: HistoryEntry) => new Date(item.recordedAt) < day.to;
  return {
    typeId: type.typeId,
    title: type.title,
    ...answerForDay(day, type, { events, blocks }),
    event: own.find(isKnownBy) ?? null,
    enteredLater: own.find((item) => !isKnownBy(item) && new Date(item.occurredAt) < day.to) ?? null,
  };
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
