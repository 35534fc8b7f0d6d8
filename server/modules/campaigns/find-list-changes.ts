import type { ListChanges, SummaryGroup } from "../../../contracts/campaigns.ts";
import type { Context } from "../../platform/context.ts";
import { audienceOf } from "./audience.queries.ts";
import type { CampaignRow } from "./campaigns.queries.ts";
import { findDeclaredSender } from "./find-declared-sender.ts";
import { groupOf } from "./list-summary.rules.ts";
import { type ChangeRow, countListChanges } from "./recipients.queries.ts";

/** What happened to a validated list since. Only the allowed of the frozen list get the campaign, and only if still allowed. */
export async function findListChanges(ctx: Context, row: CampaignRow): Promise<ListChanges> {
  if (row.validatedAt === null || row.state === "launched")
    return { validated: 0, stillAllowed: 0, lost: [], gained: 0, arrived: 0 };
  const question = { ...row, declaredSenderId: await findDeclaredSender(ctx, row) };
  const changes = await countListChanges(ctx, row.campaignId, audienceOf(ctx, question));
  const inList = changes.filter((change) => change.isInList);
  const wereAllowed = inList.filter((change) => change.wasReason === null);
  return {
    validated: sum(wereAllowed),
    stillAllowed: sum(wereAllowed.filter((change) => change.isReason === null)),
    lost: groupLost(
      wereAllowed.filter((change) => change.isReason !== null),
      row.kind === "consent-request",
    ),
    gained: sum(inList.filter((change) => change.wasReason !== null && change.isReason === null)),
    arrived: sum(changes.filter((change) => !change.isInList)),
  };
}

function sum(changes: ChangeRow[]): number {
  return changes.reduce((total, { count }) => total + count, 0);
}

function groupLost(changes: ChangeRow[], isConsentRequest: boolean): ListChanges["lost"] {
  const byGroup = new Map<SummaryGroup, number>();
  for (const change of changes) {
    const group = groupOf(change.isReason, isConsentRequest);
    byGroup.set(group, (byGroup.get(group) ?? 0) + change.count);
  }
  return [...byGroup].map(([group, count]) => ({ group, count }));
}
