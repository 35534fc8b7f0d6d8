import { Container } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../ui/error-notice.tsx";

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
