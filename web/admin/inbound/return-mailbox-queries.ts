import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReturnMailboxAnswer } from "../../../contracts/inbound.ts";
import { request } from "../../api-client/request.ts";

export const returnMailboxPath = (senderId: string) => `/senders/${senderId}/return-mailbox`;

export const returnMailboxQuery = (senderId: string) =>
  queryOptions({
    queryKey: ["return-mailbox", senderId],
    queryFn: () => request<ReturnMailboxAnswer>("GET", returnMailboxPath(senderId)),
  });

/** Every change answers with the mailbox as it is now. */
export function useMailboxChange<Input>(senderId: string, send: (input: Input) => Promise<ReturnMailboxAnswer>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (answer) => cache.setQueryData(returnMailboxQuery(senderId).queryKey, answer),
  });
}
