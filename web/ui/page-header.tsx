import { Anchor, Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { AddressText } from "./address-text.tsx";
import { wasUsed } from "./first-use.ts";

export interface PageHeaderProps {
  title: string;
  /** One sentence: what this page is for. */
  description?: ReactNode;
  /** Buttons; the main one last. */
  actions?: ReactNode;
  /** The page above this one. */
  back?: { to: string; label: string };
  /** Beside the title: a status. */
  badge?: ReactNode;
  /** Set when the title is data (a person's name), which browsers must not translate. */
  titleIsData?: boolean;
}

/** Head of every screen: names the document, and takes the focus when one comes from another screen. */
export function PageHeader({ title, description, actions, back, badge, titleIsData = false }: PageHeaderProps) {
  const { t } = useTranslation();
  useDocumentTitle(`${title} · ${t("common:appName")}`);
  const heading = useFocusOnArrival();
  return (
    <Stack gap="xs" mb="xl">
      {back && (
        <Anchor component={Link} to={back.to} size="sm" style={{ alignSelf: "flex-start" }}>
          <Group gap={6} wrap="nowrap">
            <IconArrowLeft size={16} aria-hidden />
            {back.label}
          </Group>
        </Anchor>
      )}
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} flex="1 1 18rem" miw={0}>
          <Group gap="sm">
            <Title
              ref={heading}
              order={1}
              tabIndex={-1}
              style={{ outline: "none", overflowWrap: "anywhere" }}
              {...(titleIsData && { translate: "no" as const })}
            >
              <AddressText value={title} />
            </Title>
            {badge}
          </Group>
          {description && (
            <Text c="dimmed" maw={640} component="div">
              {description}
            </Text>
          )}
        </Stack>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
    </Stack>
  );
}

/** Not where nothing was pressed yet: on the page that one opened, the browser's own place at the top is right. */
function useFocusOnArrival() {
  const ref = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another arrival
  useEffect(() => {
    if (wasUsed()) ref.current?.focus({ preventScroll: true });
  }, [pathname]);
  return ref;
}
