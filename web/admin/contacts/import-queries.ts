import { queryOptions } from "@tanstack/react-query";
import type { Page } from "../../../contracts/common.ts";
import type { ContactImport, ImportRow, ImportState } from "../../../contracts/contact-imports.ts";
import { request } from "../../api-client/request.ts";
import type { Filters } from "../../ui/filters.ts";

const working = new Set<ImportState>(["reading", "checking", "running", "undoing"]);

export const isWorking = (state: ImportState): boolean => working.has(state);

export const importKey = (importId: string) => ["contact-imports", importId];

/** Asked again each second while a job is at work on it. */
export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: importKey(importId),
    queryFn: () => request<ContactImport>("GET", `/contact-imports/${importId}`),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data.state) ? 1000 : false),
  });

export const importsQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ["contact-imports", "list", filters],
    queryFn: () => request<Page<ContactImport>>("GET", "/contact-imports", { query: filters }),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => isWorking(one.state)) ? 3000 : false),
  });

/** `version` changes when the rows do: a new check, or the end of the run. */
export const importRowsQuery = (importId: string, version: string, filters: Filters) =>
  queryOptions({
    queryKey: ["contact-imports", importId, "rows", version, filters],
    queryFn: () => request<Page<ImportRow>>("GET", `/contact-imports/${importId}/rows`, { query: filters }),
  });
