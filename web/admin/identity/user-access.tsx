import { Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ChangeUserInput, User } from "../../../contracts/identity.ts";
import { request } from "../../api-client/request.ts";
import { ConfirmButton } from "../../ui/confirm-button.tsx";
import { Section } from "../../ui/section.tsx";
import { toast } from "../../ui/toast.tsx";

/** Taking access away, for a while or for good; the account stays, so that what was done keeps its name. */
export function UserAccess({ user }: { user: User }) {
  const { t } = useTranslation("identity");
  const queryClient = useQueryClient();
  const setDisabled = async (isDisabled: boolean) => {
    const body: ChangeUserInput = { isDisabled };
    await request("PATCH", `/users/${user.userId}`, { body });
    await queryClient.invalidateQueries({ queryKey: ["users"] });
  };
  const endSessions = async () => {
    await request("DELETE", `/users/${user.userId}/sessions`);
    toast(t("user.sessionsEnded"));
  };
  return (
    <Section title={t("user.access")} description={t("user.accessText")}>
      <Group gap="sm">
        {user.isDisabled ? (
          <ConfirmButton
            question={t("user.enableQuestion", { name: user.name })}
            consequence={t("user.enableConsequence")}
            confirmLabel={t("user.enable")}
            onConfirm={() => setDisabled(false)}
          >
            {t("user.enable")}
          </ConfirmButton>
        ) : (
          <>
            <ConfirmButton
              question={t("user.endSessionsQuestion", { name: user.name })}
              consequence={t("user.endSessionsConsequence")}
              confirmLabel={t("user.endSessions")}
              onConfirm={endSessions}
            >
              {t("user.endSessions")}
            </ConfirmButton>
            <ConfirmButton
              question={t("user.disableQuestion", { name: user.name })}
              consequence={t("user.disableConsequence")}
              confirmLabel={t("user.disable")}
              isDangerous
              onConfirm={() => setDisabled(true)}
            >
              {t("user.disable")}
            </ConfirmButton>
          </>
        )}
      </Group>
    </Section>
  );
}
