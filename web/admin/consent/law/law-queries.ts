import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ConsentLaw, LawRuleCode, LawValue } from "../../../../contracts/consent-law.ts";
import { request } from "../../../api-client/request.ts";
import { toast } from "../../../ui/toast.tsx";

export const lawQuery = queryOptions({
  queryKey: ["consent", "law"],
  queryFn: () => request<ConsentLaw>("GET", "/consent-law"),
});

function useSaveLaw<Input>(save: (input: Input) => Promise<ConsentLaw>) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: (law) => {
      queryClient.setQueryData(lawQuery.queryKey, law);
      toast(t("common:saved"));
    },
  });
}

export const useChangeRule = (country: string, code: LawRuleCode) =>
  useSaveLaw((value: LawValue) =>
    request<ConsentLaw>("PUT", `/consent-law/${country}/rules/${code}`, { body: { value } }),
  );

export const useRecordCheck = (country: string) =>
  useSaveLaw((checkedOn: string) =>
    request<ConsentLaw>("PUT", `/consent-law/${country}/register-check`, { body: { checkedOn } }),
  );
