import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import type { ContentDraft } from "../../../contracts/templates.ts";
import { contentCheckQuery, examplePageQuery } from "./template-queries.ts";

export interface PreviewedMessage {
  subject: string;
  text: string;
  /** A whole page for an isolated frame. */
  page: string;
}

/** Where a preview takes its values from, when not from the examples: a contact, above all. */
export interface PreviewSource {
  /** Changes when the values do. */
  key: string;
  load: (draft: ContentDraft, signal: AbortSignal) => Promise<PreviewedMessage>;
}

/** The faults of a draft, and how it reads. Both stay what they were until the next answer is there. */
export function useContentPreview(draft: ContentDraft, source: PreviewSource | undefined) {
  const check = useQuery({ ...contentCheckQuery(draft), placeholderData: keepPreviousData });
  const page = useQuery({
    ...examplePageQuery(draft),
    enabled: source === undefined,
    placeholderData: keepPreviousData,
  });
  const other = useQuery<PreviewedMessage>({
    queryKey: ["templates", "preview-source", source?.key, draft],
    queryFn: source ? ({ signal }) => source.load(draft, signal) : skipToken,
    placeholderData: (before) => before,
    gcTime: 60_000,
  });
  const example = check.data && page.data !== undefined ? { ...check.data, page: page.data } : undefined;
  return {
    faults: check.data?.faults ?? [],
    message: source ? other.data : example,
    problem: check.error ?? (source ? other.error : page.error),
  };
}
