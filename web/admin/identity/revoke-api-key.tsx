import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ApiKey } from "../../../contracts/identity.ts";
import { request } from "../../api-client/request.ts";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { apiKeysQuery } from "./identity-queries.ts";

export function RevokeApiKey({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation("identity");
  const queryClient = useQueryClient();
  const revoke = async () => {
    await request("DELETE", `/api-keys/${apiKey.apiKeyId}`);
    await queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
  };
  return (
    <ConfirmButton
      size="xs"
      question={t("apiKeys.revokeQuestion", { name: apiKey.name })}
      consequence={t("apiKeys.revokeConsequence")}
      confirmLabel={t("apiKeys.revoke")}
      isDangerous
      onConfirm={revoke}
    >
      {t("apiKeys.revoke")}
    </ConfirmButton>
  );
}
