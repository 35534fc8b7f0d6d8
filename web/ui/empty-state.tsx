import { Stack, Text, ThemeIcon, Title } from "@mantine/core";
import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";

export interface EmptyStateProps {
  icon: TablerIcon;
  title: string;
  /** What this is for, in one or two sentences. */
  text?: string;
  /** The next step: a button or a link. */
  action?: ReactNode;
  /** The whole page is this: its title is the page's. */
  isPage?: boolean;
}

/** Nothing here yet: what this place is for, and what to do next. */
export function EmptyState({ icon: Icon, title, text, action, isPage = false }: EmptyStateProps) {
  return (
    <Stack align="center" gap="sm" py={{ base: "xl", sm: 64 }} px="md" ta="center">
      <ThemeIcon size={72} radius="50%" variant="light" color="petrol" mb="xs">
        <Icon size={34} stroke={1.5} aria-hidden />
      </ThemeIcon>
      <Title order={isPage ? 1 : 2} size="h3">
        {title}
      </Title>
      {text && (
        <Text c="dimmed" maw={460}>
          {text}
        </Text>
      )}
      {action && <div style={{ marginTop: "0.5rem" }}>{action}</div>}
    </Stack>
  );
}
