import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./banner.module.css";
import { toneIcons } from "./status-badge.tsx";
import type { Tone } from "./tones.ts";

export interface BannerProps {
  tone?: Tone;
  /** What is so. */
  title: string;
  text?: ReactNode;
  /** What to do about it: a button or a link. */
  action?: ReactNode;
  /** Read out at once: for problems. */
  isAlert?: boolean;
}

/** Something that concerns the whole page or form, and the one thing to do about it. */
export function Banner({ tone = "running", title, text, action, isAlert = false }: BannerProps) {
  const Icon = toneIcons[tone];
  return (
    <section className={styles.banner} data-tone={tone} {...(isAlert ? { role: "alert" } : { "aria-label": title })}>
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
