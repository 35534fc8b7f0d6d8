import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Banner } from "../../ui/banner.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { useCan } from "../session.ts";

export function DemonstrationNotice() {
  const { t } = useTranslation("workspace");
  const canStart = useCan("organisation.manage");
  return (
    <Banner
      title={t("start.banner-title")}
      text={t("start.banner-text")}
      action={
        <Group gap="sm">
          <LinkButton to="/demo-mailbox" variant="default" size="sm">
            {t("demo-mailbox.title")}
          </LinkButton>
          {canStart && (
            <LinkButton to="/start-my-business" size="sm">
              {t("start.action")}
            </LinkButton>
          )}
        </Group>
      }
    />
  );
}
