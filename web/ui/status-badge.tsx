import { Badge } from "@mantine/core";
import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconInfoCircle,
  type TablerIcon,
} from "@tabler/icons-react";
import styles from "./status-badge.module.css";

/** What a state means for the reader, not which colour it has. */
export type Tone = "good" | "waiting" | "running" | "attention" | "bad" | "quiet";

const icons: Record<Tone, TablerIcon> = {
  good: IconCircleCheck,
  waiting: IconClock,
  running: IconInfoCircle,
  attention: IconAlertTriangle,
  bad: IconBan,
  quiet: IconCircleDashed,
};

/** Colour, icon and words: never colour alone. */
export function StatusBadge({ tone, label, icon }: { tone: Tone; label: string; icon?: TablerIcon }) {
  const Icon = icon ?? icons[tone];
  return (
    <Badge
      className={styles.badge ?? ""}
      data-tone={tone}
      variant="default"
      size="lg"
      radius="sm"
      leftSection={<Icon size={15} aria-hidden />}
    >
      {label}
    </Badge>
  );
}
