import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Page } from "../../../contracts/common.ts";
import type { DemoMail, DemoMailDetails, DemoRecipient } from "../../../contracts/workspace.ts";
import { request } from "../../api-client/request.ts";

/** New mail appears by itself, as in any mail program. */
const liveMs = 3_000;

export interface MailFilters {
  recipient?: string | undefined;
  search?: string | undefined;
}

export const demoMailsQuery = ({ recipient, search }: MailFilters) =>
  infiniteQueryOptions({
    queryKey: ["demo-mailbox", "mails", recipient, search],
    queryFn: ({ pageParam }) =>
      request<Page<DemoMail>>("GET", "/demo-mailbox/mails", {
        query: { recipient, search, cursor: pageParam, limit: 50 },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: liveMs,
  });

export const demoRecipientsQuery = queryOptions({
  queryKey: ["demo-mailbox", "recipients"],
  queryFn: () => request<{ items: DemoRecipient[] }>("GET", "/demo-mailbox/recipients"),
  refetchInterval: liveMs,
});

export const demoMailQuery = (mailId: string) =>
  queryOptions({
    queryKey: ["demo-mailbox", "mail", mailId],
    queryFn: () => request<DemoMailDetails>("GET", `/demo-mailbox/mails/${mailId}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
