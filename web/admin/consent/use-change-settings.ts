import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ChangeConsentSettingsInput, ConsentSettings } from "../../../contracts/consent.ts";
import { request } from "../../api-client/request.ts";
import { toast } from "../../ui/toast.tsx";
import { consentSettingsQuery } from "./consent-queries.ts";

export function useChangeSettings() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeConsentSettingsInput) => request<ConsentSettings>("PATCH", "/consent-settings", { body }),
    onSuccess: (settings) => {
      queryClient.setQueryData(consentSettingsQuery.queryKey, settings);
      toast(t("common:saved"));
    },
  });
}
