import { Box, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "./language-switch.tsx";
import { LogoMark } from "./logo.tsx";

export interface DoorLayoutProps {
  title: string;
  text?: string;
  children: ReactNode;
}

/** One thing to do, and nothing around it: signing in, choosing a password. */
export function DoorLayout({ title, text, children }: DoorLayoutProps) {
  const { t } = useTranslation();
  useDocumentTitle(`${title} · ${t("common:appName")}`);
  return (
    <Box component="main" mih="100dvh" px="md" py="xl" bg="var(--placet-sunken)">
      <Stack maw={420} mx="auto" gap="lg" pt={{ base: 8, sm: "8vh" }}>
        <Group justify="space-between">
          <Group gap="sm">
            <LogoMark size={40} />
            <Text fw={650} size="xl" component="span">
              {t("common:appName")}
            </Text>
          </Group>
          <LanguageSwitch />
        </Group>
        <Paper p={{ base: "lg", sm: 32 }} withBorder shadow="xs" bg="var(--placet-surface)">
          <Title order={1} size="h2" mb={text ? 4 : "lg"}>
            {title}
          </Title>
          {text && (
            <Text c="dimmed" mb="lg">
              {text}
            </Text>
          )}
          {children}
        </Paper>
      </Stack>
    </Box>
  );
}
