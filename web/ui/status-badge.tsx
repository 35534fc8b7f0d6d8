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
import type { Tone } from "./tones.ts";

/** Also for whoever shows a state without its badge. */
export const toneIcons: Record<Tone, TablerIcon> = {
  good: IconCircleCheck,
  waiting: IconClock,
  running: IconInfoCircle,
  attention: IconAlertTriangle,
  bad: IconBan,
  quiet: IconCircleDashed,
};

/** Colour, icon and words: never colour alone. */
export function StatusBadge({ tone, label, icon }: { tone: Tone; label: string; icon?: TablerIcon }) {
  const Icon = icon ?? toneIcons[tone];
  return (
    <span className={styles.badge} data-tone={tone}>
      <Icon size={15} className={styles.icon} aria-hidden />
      {label}
    </span>
  );
}
