import { useDocumentTitle } from "@mantine/hooks";
import { IconMapSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "./empty-state.tsx";
import { LinkButton } from "./link-button.tsx";

/** A wrong address, or one of something that is gone. */
export function NotFoundPage() {
  const { t } = useTranslation();
  useDocumentTitle(`${t("notFound.title")} · ${t("appName")}`);
  return (
    <EmptyState
      icon={IconMapSearch}
      title={t("notFound.title")}
      text={t("notFound.text")}
      isPage
      action={<LinkButton to="/">{t("notFound.action")}</LinkButton>}
    />
  );
}
