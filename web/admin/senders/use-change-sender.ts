import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ChangeSenderInput, Sender } from "../../../contracts/senders.ts";
import { request } from "../../api-client/request.ts";
import { toast } from "../../ui/toast.tsx";
import { refreshSenders } from "./sender-queries.ts";

/** Says so when the change cost the password. */
export function useChangeSender(sender: Sender) {
  const { t } = useTranslation("senders");
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeSenderInput) => request<Sender>("PATCH", `/senders/${sender.senderId}`, { body }),
    onSuccess: async (changed) => {
      await refreshSenders(queryClient);
      toast(sender.hasPassword && !changed.hasPassword ? t("form.password-cleared") : t("form.saved"));
    },
  });
}
