import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { newIdempotencyKey, request } from "../../api-client/request.ts";
import { toast } from "../../ui/toast.tsx";
import type { StatedReason } from "./reason-prompt.tsx";

export interface LetterToSend {
  contactId: string;
  addressId: string;
  subject: string;
  html: string;
  reason?: StatedReason;
}

/** Queues the message and shows it: its page tells what becomes of it. */
export function useSendMessage() {
  const { t } = useTranslation("messaging");
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (letter: LetterToSend) =>
      request<{ messageId: string }>("POST", "/messages", { body: letter, idempotencyKey: newIdempotencyKey() }),
    onSuccess: ({ messageId }) => {
      toast(t("write.queued"));
      return navigate({ to: "/messages/$messageId", params: { messageId } });
    },
  });
}
