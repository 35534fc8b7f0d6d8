import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { SenderQueue } from "../../../contracts/messaging.ts";
import type { Dkim, Sender, SenderReadiness, SenderSettings, SmtpPreset } from "../../../contracts/senders.ts";
import { request } from "../../api-client/request.ts";

export const sendersQuery = queryOptions({
  queryKey: ["senders", "list"],
  queryFn: () => request<{ items: Sender[] }>("GET", "/senders"),
});

export const senderQuery = (senderId: string) =>
  queryOptions({
    queryKey: ["senders", "one", senderId],
    queryFn: () => request<Sender>("GET", `/senders/${senderId}`),
  });

export const dkimQuery = (senderId: string) =>
  queryOptions({
    queryKey: ["senders", "dkim", senderId],
    queryFn: () => request<Dkim>("GET", `/senders/${senderId}/dkim`),
  });

/** Null while nothing is known to wait. */
export const senderQueueQuery = (senderId: string) =>
  queryOptions({
    queryKey: ["senders", "queue", senderId],
    queryFn: async () => {
      const { items } = await request<{ items: SenderQueue[] }>("GET", "/sender-queues");
      return items.find((queue) => queue.senderId === senderId) ?? null;
    },
    refetchInterval: 5_000,
  });

export const senderSettingsQuery = queryOptions({
  queryKey: ["senders", "settings"],
  queryFn: () => request<SenderSettings>("GET", "/sender-settings"),
});

export const senderReadinessQuery = queryOptions({
  queryKey: ["senders", "readiness"],
  queryFn: () => request<SenderReadiness>("GET", "/sender-readiness"),
  refetchInterval: 60_000,
});

export const presetsQuery = queryOptions({
  queryKey: ["smtp-presets"],
  queryFn: () => request<{ items: SmtpPreset[] }>("GET", "/smtp-presets"),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Whatever changes a sender changes the list, the settings and the banner too. */
export function refreshSenders(queryClient: QueryClient): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ["senders"] });
}
