import type { FrequencyLimit } from "../../../../contracts/senders.ts";
import type { Context } from "../../../platform/context.ts";
import { getSharedLimit } from "../../senders/index.ts";
import { type Finding, mostExamples } from "./invariants.rules.ts";
import {
  findSharedLimitStart,
  type HandOverTime,
  listHandOverTimes,
  listSendersSince,
} from "./shared-limit.queries.ts";

/** What left by the installation's own sender, over the organisations that were looked at so far. */
export interface SharedWindow {
  limit: FrequencyLimit | null;
  handOvers: HandOverTime[];
}

const longestWindowDays = 40;

export async function addSharedHandOvers(ctx: Context, window: SharedWindow): Promise<void> {
  for (const senderId of await listSendersSince(ctx, longestWindowDays)) {
    const limit = await getSharedLimit(ctx, senderId);
    const since = limit === null ? undefined : await findSharedLimitStart(ctx, limit);
    if (since === undefined) continue;
    window.limit = limit;
    window.handOvers.push(...(await listHandOverTimes(ctx, { senderId, since })));
  }
}

/** INV-9 for the limit that all organisations have together: from the history, as for every other sender. */
export function listPassedSharedLimit({ limit, handOvers }: SharedWindow): Finding[] {
  if (limit === null) return [];
  const inOrder = handOvers.toSorted((left, right) => left.at - right.at);
  const passed = inOrder.filter(({ at }, index) => {
    const earlier = inOrder[index - limit.count];
    return earlier !== undefined && earlier.at > at - limit.hours * 3_600_000;
  });
  if (passed.length === 0) return [];
  const examples = passed.slice(0, mostExamples).map(({ messageId }) => messageId);
  return [{ invariant: "INV-9", orgId: "-", what: "shared-limit-passed", found: passed.length, examples }];
}
