import type { Recipient, RequestAnswer, SummaryGroup } from "../../../contracts/campaigns.ts";
import type { Page } from "../../../contracts/common.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { getCampaign } from "./get-campaign.ts";
import { groupOf, reasonsOf } from "./list-summary.rules.ts";
import { countRecipientRows, listRecipientRows } from "./recipients.queries.ts";
import { sentRequestOf } from "./sent-request.rules.ts";

export interface RecipientListing {
  group?: SummaryGroup | undefined;
  answer?: RequestAnswer | "asked" | undefined;
  search?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

export async function listRecipients(
  ctx: Context,
  campaignId: string,
  listing: RecipientListing,
): Promise<Page<Recipient>> {
  const campaign = await getCampaign(ctx, campaignId);
  const isConsentRequest = campaign.kind === "consent-request";
  const chosen = listing.group === undefined ? undefined : reasonsOf(listing.group, isConsentRequest);
  if (listing.cursor !== undefined && !/^[0-9a-f-]{36}$/.test(listing.cursor))
    throw refuse("common.invalid-input", { field: "cursor" });
  const search = {
    campaignId,
    request: sentRequestOf(campaign),
    answer: listing.answer,
    reasons: chosen?.reasons,
    includesAllowed: chosen?.includesAllowed ?? true,
    search: listing.search,
    afterRecipientId: listing.cursor,
    limit: listing.limit + 1,
  };
  const rows = await listRecipientRows(ctx, search);
  const shown = rows.slice(0, listing.limit);
  return {
    items: shown.map(({ recipientId: _, ...row }) => ({ ...row, group: groupOf(row.reason, isConsentRequest) })),
    total: await countRecipientRows(ctx, search),
    nextCursor: rows.length > listing.limit ? (shown.at(-1)?.recipientId ?? null) : null,
  };
}
