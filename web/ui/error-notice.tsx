import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ApiProblem, describeProblem } from "../api-client/api-problem.ts";

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
    <Alert
      role="alert"
      color="red"
      variant="light"
      radius="lg"
      icon={<IconAlertTriangle aria-hidden />}
      title={title ?? t("errors.title")}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{describeProblem(t, problem)}</Text>
        {details && details.issues.length > 1 && (
          <List size="sm">
            {details.issues.map((issue) => (
              <List.Item key={`${issue.field} ${issue.message}`}>
                {issue.field}: {issue.message}
              </List.Item>
            ))}
          </List>
        )}
        <Group gap="md">
          {onRetry && (
            <Button size="xs" variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
              {t("retry")}
            </Button>
          )}
          {details?.requestId && (
            <Text size="xs" c="dimmed" translate="no">
              {t("errors.reference", { id: details.requestId })}
            </Text>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
