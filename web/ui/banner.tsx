import { Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./banner.module.css";

const icons = { info: IconInfoCircle, attention: IconAlertTriangle, good: IconCircleCheck };

export interface BannerProps {
  tone?: keyof typeof icons;
  /** What is so. */
  title: string;
  text?: ReactNode;
  /** What to do about it: a button or a link. */
  action?: ReactNode;
}

/** Something that concerns the whole page, and the one thing to do about it. */
export function Banner({ tone = "info", title, text, action }: BannerProps) {
  const Icon = icons[tone];
  return (
    <section className={styles.banner} data-tone={tone} aria-label={title}>
      <Icon size={22} className={styles.icon} aria-hidden />
      <Group justify="space-between" gap="sm" flex={1} miw={0}>
        <div className={styles.words}>
          <Text fw={600}>{title}</Text>
          {text && (
            <Text size="sm" component="div">
              {text}
            </Text>
          )}
        </div>
        {action}
      </Group>
    </section>
  );
}
