import type { CampaignKind, CampaignListItem } from "../../../contracts/campaigns.ts";
import type { Page } from "../../../contracts/common.ts";
import type { Context } from "../../platform/context.ts";
import { refuse } from "../../platform/errors.ts";
import { type CampaignRow, countCampaigns, listCampaignRows } from "./campaigns.queries.ts";
import { presentCampaignListItem } from "./present-campaign.ts";

export interface CampaignListing {
  search?: string | undefined;
  kind?: CampaignKind | undefined;
  limit: number;
  cursor?: string | undefined;
}

export async function listCampaigns(ctx: Context, listing: CampaignListing): Promise<Page<CampaignListItem>> {
  const search = {
    search: listing.search,
    kind: listing.kind,
    after: readCursor(listing.cursor),
    limit: listing.limit,
  };
  const rows = await listCampaignRows(ctx, { ...search, limit: listing.limit + 1 });
  const shown = rows.slice(0, listing.limit);
  const items: CampaignListItem[] = [];
  for (const row of shown) items.push(await presentCampaignListItem(ctx, row));
  const last = shown.at(-1);
  return {
    items,
    total: await countCampaigns(ctx, search),
    nextCursor: rows.length > listing.limit && last ? writeCursor(last) : null,
  };
}

function writeCursor(row: CampaignRow): string {
  return Buffer.from(`${row.createdAt.toISOString()} ${row.campaignId}`).toString("base64url");
}

function readCursor(cursor: string | undefined): { createdAt: string; campaignId: string } | undefined {
  if (cursor === undefined) return undefined;
  const [createdAt = "", campaignId = ""] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  if (Number.isNaN(Date.parse(createdAt)) || !/^[0-9a-f-]{36}$/.test(campaignId))
    throw refuse("common.invalid-input", { field: "cursor" });
  return { createdAt, campaignId };
}
