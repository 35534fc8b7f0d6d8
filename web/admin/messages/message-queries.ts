import { queryOptions } from "@tanstack/react-query";
import type { Page } from "../../../contracts/common.ts";
import type { ConsentCheck, ContactReason } from "../../../contracts/consent.ts";
import type { MessageReason } from "../../../contracts/consent-evidence.ts";
import type { Contact } from "../../../contracts/contacts.ts";
import type { Message, MessageListItem, ResendAnswer, SavedMessageFilter } from "../../../contracts/messaging.ts";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import type { Filters } from "../../ui/filters.ts";

export const messagesQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ["messages", filters],
    queryFn: () => request<Page<MessageListItem>>("GET", "/messages", { query: filters }),
    refetchInterval: ({ state }) => (state.data?.items.some(({ outcome }) => outcome === "waiting") ? 3000 : false),
  });

export const messageQuery = (messageId: string) =>
  queryOptions({
    queryKey: ["message", messageId],
    queryFn: () => request<Message>("GET", `/messages/${messageId}`),
    refetchInterval: ({ state }) => (state.data?.outcome === "waiting" ? 2000 : false),
  });

export const messageReasonQuery = (messageId: string) =>
  queryOptions({
    queryKey: ["message", messageId, "reason"],
    queryFn: () => request<MessageReason>("GET", `/messages/${messageId}/reason`),
  });

export const messageBatchesQuery = queryOptions({
  queryKey: ["message-batches"],
  queryFn: () => request<{ items: { batchId: string; name: string }[] }>("GET", "/message-batches"),
});

export const savedMessageFiltersQuery = queryOptions({
  queryKey: ["message-filters"],
  queryFn: () => request<{ items: SavedMessageFilter[] }>("GET", "/message-filters"),
});

export const contactQuery = (contactId: string) =>
  queryOptions({
    queryKey: ["contact", contactId],
    queryFn: () => request<Contact>("GET", `/contacts/${contactId}`),
    enabled: contactId !== "",
  });

export const contactReasonsQuery = queryOptions({
  queryKey: ["contact-reasons"],
  queryFn: () => request<{ items: ContactReason[] }>("GET", "/contact-reasons"),
});

/** What the gate would say now to one message by hand (V19). */
export const singleCheckQuery = (address: { addressId: string; contactId: string }) =>
  queryOptions({
    queryKey: ["consent-check", address],
    queryFn: () => request<ConsentCheck>("POST", "/consent-checks", { body: { ...address, use: "single" } }),
    enabled: address.addressId !== "",
  });

export function resendMessages(messageIds: readonly string[], includeUncertain: boolean): Promise<ResendAnswer> {
  return request<ResendAnswer>("POST", "/messages/resend", {
    body: { messageIds, includeUncertain },
    idempotencyKey: newIdempotencyKey(),
  });
}
