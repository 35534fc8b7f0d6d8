import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDateTime, formatRelative } from "./format.ts";
import { useTimeZone } from "./time-zone.ts";

export interface DateTimeProps {
  at: string | null | undefined;
  isDateOnly?: boolean;
  /** "3 minutes ago", with the exact time as a tip. */
  isRelative?: boolean;
  /** When there is no time: "never". */
  fallback?: string;
}

/** A moment in the reader's language and the organisation's time zone. */
export function DateTime({ at, isDateOnly = false, isRelative = false, fallback = "–" }: DateTimeProps) {
  const { i18n } = useTranslation();
  const timeZone = useTimeZone();
  if (!at) return fallback;
  const exact = formatDateTime(i18n.language, at, { timeZone, isDateOnly });
  if (!isRelative) return <time dateTime={at}>{exact}</time>;
  return (
    <Tooltip label={exact}>
      <time dateTime={at}>{formatRelative(i18n.language, at, new Date())}</time>
    </Tooltip>
  );
}
