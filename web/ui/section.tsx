import { Card, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

export interface SectionProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A card with its own heading: one subject of a page. */
export function Section({ title, description, actions, children }: SectionProps) {
  const id = useId();
  return (
    <Card component="section" aria-labelledby={id} mb="lg" bg="var(--placet-surface)" p={{ base: "md", sm: "lg" }}>
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <Stack gap={2} flex="1 1 16rem" miw={0}>
          <Title order={2} id={id}>
            {title}
          </Title>
          {description && (
            <Text size="sm" c="dimmed" component="div" maw={640}>
              {description}
            </Text>
          )}
        </Stack>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
      {/* A card stretches its children; a button keeps its width. */}
      <div>{children}</div>
    </Card>
  );
}
