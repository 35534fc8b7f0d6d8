import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { Page } from "../../../contracts/common.ts";
import type { CallCheck, CallListItem, CallOutcome, CallPurpose } from "../../../contracts/consent-calls.ts";
import { request } from "../../api-client/request.ts";
import type { Filters } from "../../ui/filters.ts";

export const callsQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ["calls", filters],
    queryFn: () => request<Page<CallListItem>>("GET", "/call-checks", { query: filters }),
  });

export interface CallQuestion {
  number?: string;
  addressId?: string;
  contactId?: string;
  purpose: CallPurpose;
}

export const askToCall = (question: CallQuestion) => request<CallCheck>("POST", "/call-checks", { body: question });

export const stateReason = (callCheckId: string, reason: { reasonId: string | null; text: string }) =>
  request<CallCheck>("POST", `/call-checks/${callCheckId}/reason`, { body: reason });

export const recordOutcome = (callCheckId: string, outcome: CallOutcome, note: string) =>
  request<CallListItem>("POST", `/call-checks/${callCheckId}/outcome`, {
    body: { outcome, ...(note.trim() === "" ? {} : { note }) },
  });

/** A call shows in the lists, and what the person said in it in their consents. */
export async function refreshCalls(queryClient: QueryClient): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ["calls"] });
  await queryClient.invalidateQueries({ queryKey: ["consent"] });
}
