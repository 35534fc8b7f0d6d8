import { infiniteQueryOptions, type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import type {
  AddressConsent,
  AddressState,
  ConsentSettings,
  ConsentType,
  ContactReason,
  Declaration,
  HistoryEntry,
  Wording,
} from "../../../contracts/consent.ts";
import type { AsOf } from "../../../contracts/consent-evidence.ts";
import type { LedgerGap } from "../../../contracts/consent-ledger.ts";
import { request } from "../../api-client/request.ts";

export const addressConsentQuery = (addressId: string) =>
  queryOptions({
    queryKey: ["consent", "address", addressId],
    queryFn: () => request<AddressConsent>("GET", `/addresses/${addressId}/consent`),
  });

export const historyQuery = (addressId: string) =>
  infiniteQueryOptions({
    queryKey: ["consent", "history", addressId],
    queryFn: ({ pageParam }) =>
      request<{ items: HistoryEntry[]; nextCursor: string | null }>("GET", `/addresses/${addressId}/consent/history`, {
        query: { cursor: pageParam, limit: 20 },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const asOfQuery = (addressId: string, day: string) =>
  queryOptions({
    queryKey: ["consent", "as-of", addressId, day],
    queryFn: () => request<AsOf>("GET", `/addresses/${addressId}/consent/as-of`, { query: { day } }),
    enabled: day !== "",
  });

export const ledgerKeyQuery = queryOptions({
  queryKey: ["consent", "ledger-key"],
  queryFn: () => request<{ publicKeyPem: string; fingerprint: string }>("GET", "/consent-ledger/key"),
});

export const ledgerGapQuery = queryOptions({
  queryKey: ["consent", "ledger-gap"],
  queryFn: () => request<{ gap: LedgerGap | null }>("GET", "/consent-ledger/gap"),
  staleTime: 60_000,
});

export const addressStatesQuery = (addressIds: readonly string[]) =>
  queryOptions({
    queryKey: ["consent", "states", addressIds],
    queryFn: () => request<{ items: AddressState[] }>("POST", "/address-states", { body: { addressIds } }),
    enabled: addressIds.length > 0,
  });

/** The states of all addresses of a list in one call. */
export function useAddressStates(addressIds: readonly string[]): ReadonlyMap<string, AddressState> {
  const states = useQuery(addressStatesQuery(addressIds));
  return new Map((states.data?.items ?? []).map((state) => [state.addressId, state]));
}

export const consentTypesQuery = queryOptions({
  queryKey: ["consent", "types"],
  queryFn: () => request<{ items: ConsentType[] }>("GET", "/consent-types", { query: { withArchived: true } }),
});

export const wordingsQuery = (typeId: string) =>
  queryOptions({
    queryKey: ["consent", "wordings", typeId],
    queryFn: () => request<{ items: Wording[] }>("GET", `/consent-types/${typeId}/wordings`),
  });

export const consentSettingsQuery = queryOptions({
  queryKey: ["consent", "settings"],
  queryFn: () => request<ConsentSettings>("GET", "/consent-settings"),
});

export const contactReasonsQuery = queryOptions({
  queryKey: ["consent", "reasons"],
  queryFn: () => request<{ items: ContactReason[] }>("GET", "/contact-reasons"),
});

export const declarationsQuery = queryOptions({
  queryKey: ["consent", "declarations"],
  queryFn: () => request<{ items: Declaration[] }>("GET", "/consent-declarations"),
});

/** What is done with one address shows in its panel, its history and every list. */
export function refreshConsent(queryClient: QueryClient): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ["consent"] });
}
