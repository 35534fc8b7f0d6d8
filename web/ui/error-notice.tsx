import { Button, Stack, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ApiProblem, describeProblem } from "../api-client/api-problem.ts";
import { Banner } from "./banner.tsx";

export interface ErrorNoticeProps {
  /** What was caught. Nothing is shown without one. */
  problem: unknown;
  /** What was being done: "The contact was not saved". */
  title?: string;
  onRetry?: () => void;
}

/** What happened, what to do, and the number to give to whoever helps. */
export function ErrorNotice({ problem, title, onRetry }: ErrorNoticeProps) {
  const { t } = useTranslation();
  if (!problem) return null;
  const details = problem instanceof ApiProblem ? problem : undefined;
  return (
    <Banner
      tone="bad"
      isAlert
      title={title ?? t("common:errors.title")}
      text={
        <Stack gap="xs" align="flex-start">
          <span>{describeProblem(t, problem)}</span>
          {details?.requestId && details.status >= 500 && (
            <Text size="xs" component="span">
              {t("common:errors.reference", { id: details.requestId })}
            </Text>
          )}
        </Stack>
      }
      action={
        onRetry && (
          <Button size="xs" variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
            {t("common:retry")}
          </Button>
        )
      }
    />
  );
}
