import { Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { TemporaryPassword, User } from "../../../contracts/identity.ts";
import { request } from "../../api-client/request.ts";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { TemporaryPasswordPanel } from "./temporary-password-panel.tsx";

/** A colleague who forgot theirs gets a temporary one; an administrator only by the operator of the installation. */
export function UserPassword({ user, isSelf }: { user: User; isSelf: boolean }) {
  const { t } = useTranslation("identity");
  const queryClient = useQueryClient();
  const reset = useMutation({
    mutationFn: () => request<TemporaryPassword>("POST", `/users/${user.userId}/password-reset`, { body: {} }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["users"] }),
  });
  if (isSelf) return <LinkButton to="/account">{t("user.ownPassword")}</LinkButton>;
  if (user.role === "administrator") return <Text>{t("errors.administrator-needs-operator")}</Text>;
  if (reset.data) return <TemporaryPasswordPanel password={reset.data} />;
  return (
    <ConfirmButton
      question={t("user.resetQuestion", { name: user.name })}
      consequence={t("user.resetConsequence")}
      confirmLabel={t("user.reset")}
      onConfirm={() => reset.mutateAsync()}
    >
      {t("user.reset")}
    </ConfirmButton>
  );
}
