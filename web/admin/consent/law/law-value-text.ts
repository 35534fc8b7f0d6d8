import type { TFunction } from "i18next";
import type { Hours, LawRuleCode, LawValue } from "../../../../contracts/consent-law.ts";

/** A rule's value as people say it: "Mon–Fri, 10:00–13:00, 14:00–20:00, not on public holidays". */
export function lawValueText(
  t: TFunction<"consent">,
  code: LawRuleCode,
  { value, language }: { value: LawValue; language: string },
): string {
  if (value === null) return t("law.no-limit");
  if (typeof value === "number") {
    return code === "call-attempts" ? t("law.attempts", { count: value }) : t("law.days", { count: value });
  }
  if (typeof value === "string") return t(`law.values.${value}`);
  return hoursText(t, value, language);
}

function hoursText(t: TFunction<"consent">, { days, spans, onHolidays }: Hours, language: string): string {
  const times = spans.map(({ from, to }) => `${from}–${to}`).join(", ");
  return [daysText(days, language), times, ...(onHolidays ? [] : [t("law.not-on-holidays")])].join(", ");
}

function daysText(days: readonly number[], language: string): string {
  const sorted = [...days].sort();
  const [first = 1] = sorted;
  const isRow = sorted.length > 2 && sorted.every((day, index) => day === first + index);
  if (isRow) return `${dayName(first, language)}–${dayName(sorted.at(-1) ?? first, language)}`;
  return sorted.map((day) => dayName(day, language)).join(", ");
}

/** 1 is Monday. */
export function dayName(day: number, language: string, length: "short" | "long" = "short"): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(language, { weekday: length, timeZone: "UTC" }).format(
    new Date(Date.UTC(2024, 0, day)),
  );
}
