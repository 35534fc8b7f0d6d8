import { Card, Group, Progress, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatDuration, formatNumber, formatShare } from "./format.ts";
import { estimateSecondsLeft } from "./progress-estimate.ts";

export interface ProgressPanelProps {
  title: string;
  done: number;
  total: number;
  /** When the work began; gives the time left. */
  startedAt?: string | null;
  /** What comes out so far: a `CountList`. */
  children?: ReactNode;
  /** Pause, cancel. */
  actions?: ReactNode;
  isPaused?: boolean;
}

/** A long job while it runs: how far, how much longer, what came out so far. */
export function ProgressPanel(props: ProgressPanelProps) {
  const { t, i18n } = useTranslation();
  const { title, done, total, startedAt, isPaused = false } = props;
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const left = isPaused
    ? undefined
    : estimateSecondsLeft({ done, total, startedAt: startedAt ?? null, now: Date.now() });
  return (
    <Card component="section" aria-label={title}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start">
          <Title order={2}>{title}</Title>
          {props.actions && <Group gap="sm">{props.actions}</Group>}
        </Group>
        <Progress.Root size="lg" radius="xl">
          <Progress.Section
            value={share * 100}
            color={isPaused ? "gray" : "petrol"}
            animated={!isPaused && share < 1}
            aria-label={title}
            aria-valuetext={formatShare(i18n.language, share)}
          />
        </Progress.Root>
        <Group justify="space-between" gap="xs">
          <Text size="sm">
            {t("common:progress.done", {
              done: formatNumber(i18n.language, done),
              total: formatNumber(i18n.language, total),
            })}
          </Text>
          <Text size="sm" c="dimmed">
            {left !== undefined && t("common:progress.left", { time: formatDuration(i18n.language, left) })}
          </Text>
        </Group>
        {props.children}
      </Stack>
    </Card>
  );
}
