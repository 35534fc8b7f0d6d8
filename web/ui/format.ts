/** Numbers and times as a language writes them. Pure: the components are in `date-time.tsx` and `number-text.tsx`. */
export function formatNumber(language: string, value: number): string {
  // Spanish leaves out the separator below 10,000 unless asked; a column of numbers then does not line up.
  return new Intl.NumberFormat(language, { useGrouping: "always" }).format(value);
}

export function formatShare(language: string, share: number): string {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(
    share,
  );
}

export interface TimeFormat {
  timeZone?: string | undefined;
  /** Without the time of day. */
  isDateOnly?: boolean;
}

export function formatDateTime(language: string, at: string | Date, { timeZone, isDateOnly }: TimeFormat = {}): string {
  // A bare date has no time zone: read as UTC and written as UTC, it stays the day that it is.
  const isBareDate = typeof at === "string" && /^\d{4}-\d{2}-\d{2}$/.test(at);
  const zone = isBareDate ? "UTC" : timeZone;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    dateStyle: "medium",
    ...(!isDateOnly && !isBareDate && { timeStyle: "short" }),
    ...(zone && { timeZone: zone }),
  }).format(new Date(at));
}

const steps = [
  { unit: "year", seconds: 31_557_600 },
  { unit: "month", seconds: 2_629_800 },
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

/** "3 minutes ago", "tomorrow". */
export function formatRelative(language: string, at: string | Date, now: Date): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
  const step = steps.find((candidate) => Math.abs(seconds) >= candidate.seconds);
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return step ? words.format(Math.trunc(seconds / step.seconds), step.unit) : words.format(0, "second");
}

/** "2 h 5 min": for time left, so coarse on purpose. */
export function formatDuration(language: string, seconds: number): string {
  if (seconds < 60) return formatUnit(language, Math.max(1, Math.ceil(seconds)), "second");
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return formatUnit(language, minutes, "minute");
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return formatUnit(language, Math.round(hours / 24), "day");
  const rest = minutes % 60;
  const whole = formatUnit(language, hours, "hour");
  return rest === 0 ? whole : `${whole} ${formatUnit(language, rest, "minute")}`;
}

export function formatBytes(language: string, bytes: number): string {
  if (bytes < 1000) return formatUnit(language, bytes, "byte");
  if (bytes < 1_000_000) return formatUnit(language, Math.round(bytes / 1000), "kilobyte");
  return formatUnit(language, Math.round(bytes / 100_000) / 10, "megabyte");
}

function formatUnit(language: string, value: number, unit: string): string {
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(value);
}
