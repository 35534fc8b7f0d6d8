import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import type { PreviewMessageInput, Rendered } from "../../../contracts/messaging.ts";
import type { ContentDraft } from "../../../contracts/templates.ts";
import { request } from "../../api-client/request.ts";
import { framePage } from "./frame-page.ts";
import { contentCheckQuery, examplePageQuery } from "./template-queries.ts";

export interface PreviewedMessage {
  subject: string;
  text: string;
  /** A whole page for an isolated frame. */
  page: string;
}

/** The faults of a draft, and how it reads. Both stay what they were until the next answer is there. */
export function useContentPreview(draft: ContentDraft, contactId: string | undefined) {
  const check = useQuery({ ...contentCheckQuery(draft), placeholderData: keepPreviousData });
  const page = useQuery({
    ...examplePageQuery(draft),
    enabled: contactId === undefined,
    placeholderData: keepPreviousData,
  });
  const own = useQuery<PreviewedMessage>({
    queryKey: ["templates", "contact-preview", contactId, draft],
    queryFn: contactId === undefined ? skipToken : ({ signal }) => previewFor({ ...draft, contactId }, signal),
    placeholderData: (before) => before,
    gcTime: 60_000,
  });
  const example = check.data && page.data !== undefined ? { ...check.data, page: page.data } : undefined;
  return {
    faults: check.data?.faults ?? [],
    message: contactId === undefined ? example : own.data,
    problem: check.error ?? (contactId === undefined ? page.error : own.error),
  };
}

async function previewFor(body: PreviewMessageInput, signal: AbortSignal): Promise<PreviewedMessage> {
  const { subject, text, html } = await request<Rendered>("POST", "/messages/preview", { body, signal });
  return { subject, text, page: framePage(html) };
}
