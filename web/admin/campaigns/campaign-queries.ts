import { queryOptions, type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import type {
  AudienceFilter,
  Campaign,
  CampaignKind,
  CampaignListItem,
  ConsentResults,
  ListChanges,
  ListSummary,
  Recipient,
  SavedFilter,
} from "../../../contracts/campaigns.ts";
import type { Page } from "../../../contracts/common.ts";
import type { ConsentType } from "../../../contracts/consent.ts";
import type { TrackingTotals } from "../../../contracts/messaging-tracking.ts";
import type { Sender } from "../../../contracts/senders.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import type { Filters } from "../../ui/filters.ts";

export const campaignsQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ["campaigns", filters],
    queryFn: () => request<Page<CampaignListItem>>("GET", "/campaigns", { query: filters }),
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? 3000 : false),
  });

export const campaignQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ["campaign", campaignId],
    queryFn: () => request<Campaign>("GET", `/campaigns/${campaignId}`),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? 1500 : false),
  });

const isMoving = ({ state }: { state: string }) => state === "running" || state === "scheduled";

export const recipientsQuery = (campaignId: string, filters: Filters) =>
  queryOptions({
    queryKey: ["campaign", campaignId, "recipients", filters],
    queryFn: () => request<Page<Recipient>>("GET", `/campaigns/${campaignId}/recipients`, { query: filters }),
  });

export const listChangesQuery = ({ campaignId, version }: Campaign) =>
  queryOptions({
    queryKey: ["campaign", campaignId, "changes", version],
    queryFn: () => request<ListChanges>("GET", `/campaigns/${campaignId}/list-changes`),
    staleTime: 0,
  });

export const consentResultsQuery = ({ campaignId }: Campaign) =>
  queryOptions({
    queryKey: ["campaign", campaignId, "results"],
    queryFn: () => request<ConsentResults>("GET", `/campaigns/${campaignId}/consent-results`),
    refetchInterval: 5000,
  });

export interface AudienceQuestion {
  kind: CampaignKind;
  typeId: string;
  filter: AudienceFilter;
}

export const audienceQuery = (question: AudienceQuestion) =>
  queryOptions({
    queryKey: ["audience", question],
    queryFn: () => request<ListSummary>("POST", "/campaigns/count-audience", { body: question }),
  });

export const consentTypesQuery = queryOptions({
  queryKey: ["consent-types"],
  queryFn: () => request<{ items: ConsentType[] }>("GET", "/consent-types"),
});

export const sendersQuery = queryOptions({
  queryKey: ["senders"],
  queryFn: () => request<{ items: Sender[] }>("GET", "/senders"),
});

export const savedAudiencesQuery = queryOptions({
  queryKey: ["saved-audiences"],
  queryFn: () => request<{ items: SavedFilter[] }>("GET", "/saved-audiences"),
});

/** Every change of a campaign answers with the campaign as it is now; a stale screen loads it again. */
export function useCampaignAction<Input>(
  campaignId: string,
  send: (input: Input) => Promise<Campaign>,
): UseMutationResult<Campaign, Error, Input> {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (campaign) => {
      cache.setQueryData(campaignQuery(campaignId).queryKey, campaign);
      void cache.invalidateQueries({ queryKey: ["campaigns"] });
      void cache.invalidateQueries({ queryKey: ["campaign", campaignId, "recipients"] });
    },
  });
}

export function changeCampaign(campaign: Campaign, change: object): Promise<Campaign> {
  return request<Campaign>("PATCH", `/campaigns/${campaign.campaignId}`, {
    body: { version: campaign.version, ...change },
  });
}

export function postToCampaign(campaignId: string, action: string, body?: object): Promise<Campaign> {
  return request<Campaign>("POST", `/campaigns/${campaignId}/${action}`, {
    body: body ?? {},
    idempotencyKey: newIdempotencyKey(),
  });
}

export const trackingTotalsQuery = (batchId: string) =>
  queryOptions({
    queryKey: ["campaign-tracking", batchId],
    queryFn: () => request<TrackingTotals>("GET", `/message-batches/${batchId}/tracking`),
    refetchInterval: 30_000,
  });
