import type { CampaignRow } from "./campaigns.queries.ts";
import type { SentRequest } from "./recipients.queries.ts";

/** Null: it asks nobody, or was not sent yet. */
export function sentRequestOf({ kind, campaignId, typeId, batchId }: CampaignRow): SentRequest | null {
  return kind === "consent-request" && batchId !== null ? { campaignId, typeId, batchId } : null;
}
