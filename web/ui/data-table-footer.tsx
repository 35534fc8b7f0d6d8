import { Button, Group, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconChevronsLeft } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./data-table.module.css";

interface FooterProps {
  page: { total: number; nextCursor: string | null } | undefined;
  cursor: string | undefined;
  onCursor: ((cursor: string | undefined) => void) | undefined;
}

/** Paging by key: forward by the API's cursor, back by the ones that were passed. */
export function DataTableFooter({ page, cursor, onCursor }: FooterProps) {
  const { t } = useTranslation();
  const [passed, setPassed] = useState<(string | undefined)[]>([]);
  if (!page) return null;
  const previous = () => {
    onCursor?.(passed.at(-1));
    setPassed(passed.slice(0, -1));
  };
  const next = () => {
    setPassed([...passed, cursor]);
    onCursor?.(page.nextCursor ?? undefined);
  };
  const first = () => {
    setPassed([]);
    onCursor?.(undefined);
  };
  return (
    <div className={styles.footer}>
      <Text size="sm" c="dimmed">
        {t("common:table.total", { count: page.total })}
      </Text>
      {onCursor && (cursor !== undefined || page.nextCursor !== null) && (
        <Group component="nav" gap="xs" aria-label={t("common:table.pages")}>
          {cursor !== undefined && (
            <Button variant="subtle" size="xs" leftSection={<IconChevronsLeft size={16} aria-hidden />} onClick={first}>
              {t("common:table.first")}
            </Button>
          )}
          <Button
            variant="default"
            size="xs"
            disabled={cursor === undefined || passed.length === 0}
            leftSection={<IconChevronLeft size={16} aria-hidden />}
            onClick={previous}
          >
            {t("common:table.previous")}
          </Button>
          <Button
            variant="default"
            size="xs"
            disabled={page.nextCursor === null}
            rightSection={<IconChevronRight size={16} aria-hidden />}
            onClick={next}
          >
            {t("common:table.next")}
          </Button>
        </Group>
      )}
    </div>
  );
}
