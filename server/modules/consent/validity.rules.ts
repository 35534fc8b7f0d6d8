/**
 * The moment when a consent given on this day ends: the end of the last day of its validity, as the organisation's clock
 * on the wall shows it (D7). Null days: no end.
 */
export function validUntilOf(givenAt: Date, days: number | null, timeZone: string): Date | null {
  if (days === null) return null;
  const { year, month, day } = localDay(givenAt, timeZone);
  return localMidnight({ year, month, day: day + days + 1 }, timeZone);
}

/** The day on the organisation's calendar, as `YYYY-MM-DD`. */
export function localDate(moment: Date, timeZone: string): string {
  const { year, month, day } = localDay(moment, timeZone);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The first moment of that day; for a day without midnight (clocks put forward at 0:00) its first moment that exists. */
export function startOfLocalDate(date: string, timeZone: string): Date {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return localMidnight({ year, month, day }, timeZone);
}

interface LocalDay {
  year: number;
  month: number;
  day: number;
}

function localMidnight({ year, month, day }: LocalDay, timeZone: string): Date {
  const wall = Date.UTC(year, month - 1, day);
  const guesses = [-26, -13, 0, 13, 26].map((hours) => wall - offsetAt(new Date(wall + hours * 3_600_000), timeZone));
  const exact = guesses.filter((guess) => guess + offsetAt(new Date(guess), timeZone) === wall);
  // Midnight twice (clocks put back to 0:00): the first begins the day. No midnight: the first reading after the gap.
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...guesses));
}

function offsetAt(moment: Date, timeZone: string): number {
  const parts = wallClock(moment, timeZone);
  const wall = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  return wall - Math.floor(moment.getTime() / 1000) * 1000;
}

function localDay(moment: Date, timeZone: string): LocalDay {
  return wallClock(moment, timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(moment: Date, timeZone: string) {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(moment).map((part) => [part.type, Number(part.value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}
