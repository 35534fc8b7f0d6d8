import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ChangeOrganisationInput, Organisation } from "../../../contracts/identity.ts";
import { request } from "../../api-client/request.ts";
import { toast } from "../../ui/toast.tsx";
import { sessionQuery } from "../session.ts";
import { organisationQuery } from "./identity-queries.ts";

export function useChangeOrganisation() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: ChangeOrganisationInput) => request<Organisation>("PATCH", "/organisation", { body }),
    onSuccess: async (organisation) => {
      queryClient.setQueryData(organisationQuery.queryKey, organisation);
      await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      toast(t("common:saved"));
    },
  });
}
