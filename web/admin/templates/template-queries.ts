import { queryOptions } from "@tanstack/react-query";
import type { Page } from "../../../contracts/common.ts";
import type { Language } from "../../../contracts/languages.ts";
import type { ContentCheck, ContentDraft, Starter, Template, TemplateSummary } from "../../../contracts/templates.ts";
import { request, requestText } from "../../api-client/request.ts";
import type { Filters } from "../../ui/filters.ts";

export const templatesQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ["templates", "list", filters],
    queryFn: () => request<Page<TemplateSummary>>("GET", "/templates", { query: filters }),
  });

export const templateQuery = (templateId: string) =>
  queryOptions({
    queryKey: ["templates", templateId],
    queryFn: () => request<Template>("GET", `/templates/${templateId}`),
  });

export const startersQuery = (language: Language) =>
  queryOptions({
    queryKey: ["templates", "starters", language],
    queryFn: () => request<Starter[]>("GET", "/templates/starters", { query: { language } }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const contentCheckQuery = (draft: ContentDraft) =>
  queryOptions({
    queryKey: ["templates", "check", draft],
    queryFn: ({ signal }) => request<ContentCheck>("POST", "/templates/check", { body: draft, signal }),
    gcTime: 60_000,
  });

/** A page for an isolated frame. */
export const examplePageQuery = (draft: ContentDraft) =>
  queryOptions({
    queryKey: ["templates", "preview", draft],
    queryFn: ({ signal }) => requestText("POST", "/templates/preview", { body: draft, signal }),
    gcTime: 60_000,
  });
