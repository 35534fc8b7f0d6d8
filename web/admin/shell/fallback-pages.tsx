import { Container } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { IconMapSearch } from "@tabler/icons-react";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { LinkButton } from "../../ui/link-button.tsx";

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

/** When not even the shell could open: the server does not answer, or a fault of ours. */
export function ProblemPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  useDocumentTitle(`${t("errors.title")} · ${t("appName")}`);
  return (
    <Container component="main" size="sm" py="xl">
      <h1>{t("appName")}</h1>
      <ErrorNotice problem={error} onRetry={reset} />
    </Container>
  );
}
