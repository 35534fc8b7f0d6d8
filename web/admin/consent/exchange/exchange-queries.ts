import { queryOptions } from "@tanstack/react-query";
import type { Page } from "../../../../contracts/common.ts";
import type { ConsentImport, ConsentImportRow, ExchangeState } from "../../../../contracts/consent-exchange.ts";
import { request } from "../../../api-client/request.ts";
import type { Filters } from "../../../ui/filters.ts";

const working = new Set<ExchangeState>(["reading", "checking", "running", "undoing"]);

export const isWorking = (state: ExchangeState): boolean => working.has(state);

export const consentListKey = (importId: string) => ["consent-imports", importId];

/** Asked again each second while a job is at work on it. */
export const consentListQuery = (importId: string) =>
  queryOptions({
    queryKey: consentListKey(importId),
    queryFn: () => request<ConsentImport>("GET", `/consent-imports/${importId}`),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data.state) ? 1000 : false),
  });

export const consentListsQuery = queryOptions({
  queryKey: ["consent-imports"],
  queryFn: () => request<{ items: ConsentImport[] }>("GET", "/consent-imports"),
});

export const consentListRowsQuery = (file: ConsentImport, filters: Filters) =>
  queryOptions({
    queryKey: ["consent-imports", file.consentImportId, "rows", file.state, file.defaultTypeId, filters],
    queryFn: () =>
      request<Page<ConsentImportRow>>("GET", `/consent-imports/${file.consentImportId}/rows`, { query: filters }),
  });

export const rememberedQuery = queryOptions({
  queryKey: ["consent-imports", "remembered"],
  queryFn: () => request<{ count: number }>("GET", "/suppression-list/remembered"),
});
