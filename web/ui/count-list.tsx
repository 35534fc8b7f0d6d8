import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import styles from "./count-list.module.css";
import { formatNumber } from "./format.ts";
import type { Tone } from "./tones.ts";

export interface Count {
  label: string;
  value: number;
  tone?: Tone;
  /** One line of what it means. */
  hint?: string;
  /** Where the counted ones are listed: a number that opens. */
  to?: string;
  search?: Record<string, unknown>;
}

export function CountList({ counts, label }: { counts: readonly Count[]; label?: string }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {counts.map((count) => (
        <li key={count.label}>
          <CountTile {...count} />
        </li>
      ))}
    </ul>
  );
}

function CountTile({ label, value, tone = "quiet", hint, to, search }: Count) {
  const { i18n } = useTranslation();
  const content = (
    <>
      <span className={styles.value} data-tone={value === 0 ? "quiet" : tone}>
        {formatNumber(i18n.language, value)}
      </span>
      <span className={styles.label}>{label}</span>
      {hint && (
        <Text component="span" size="xs" c="dimmed" display="block">
          {hint}
        </Text>
      )}
    </>
  );
  if (!to || value === 0) return <div className={styles.tile}>{content}</div>;
  return (
    <Link to={to} search={search ?? {}} className={styles.tile}>
      {content}
    </Link>
  );
}
