import type { Hours } from "../../../../contracts/consent-law.ts";
import { localDate, startOfLocalDate } from "../validity.rules.ts";

export interface HoursQuestion {
  hours: Hours;
  zone: string;
  holidays: "FR" | undefined;
  now: Date;
}

export interface Opening {
  isOpen: boolean;
  /** The end of what is open now, or the next beginning. Null: in none of the coming days. */
  changesAt: Date | null;
}

const daysAhead = 21;

/** Whether the hours are open at this moment on the wall clock of the zone, and when that changes. */
export function openingAt(question: HoursQuestion): Opening {
  const { now } = question;
  for (let ahead = 0; ahead <= daysAhead; ahead++) {
    for (const span of spansOf(question, localDate(new Date(now.getTime() + ahead * 86_400_000), question.zone))) {
      if (now < span.from) return { isOpen: false, changesAt: span.from };
      if (now < span.to) return { isOpen: true, changesAt: span.to };
    }
  }
  return { isOpen: false, changesAt: null };
}

function spansOf({ hours, zone, holidays }: HoursQuestion, date: string): { from: Date; to: Date }[] {
  if (!hours.days.includes(weekdayOf(date))) return [];
  if (!hours.onHolidays && holidays !== undefined && isFrenchHoliday(date)) return [];
  return hours.spans
    .map(({ from, to }) => ({ from: atClock(date, from, zone), to: atClock(date, to, zone) }))
    .sort((one, other) => one.from.getTime() - other.from.getTime());
}

/** 1 is Monday, 7 is Sunday. */
function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

function atClock(date: string, clock: string, zone: string): Date {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  const start = startOfLocalDate(date, zone).getTime();
  const guess = start + (hour * 60 + minute) * 60_000;
  // Clocks put forward or back in the night: the wall, not the hours since midnight, is what counts.
  const shift = offsetAt(guess, zone) - offsetAt(start, zone);
  return new Date(guess - shift);
}

function offsetAt(moment: number, zone: string): number {
  const day = localDate(new Date(moment), zone);
  const text = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(new Date(moment));
  return Date.parse(`${day}T${text}Z`) - Math.floor(moment / 1000) * 1000;
}

const fixedHolidays = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];

/** Code du travail, art. L. 3133-1. */
export function isFrenchHoliday(date: string): boolean {
  if (fixedHolidays.includes(date.slice(5))) return true;
  const easter = easterSunday(Number(date.slice(0, 4)));
  // Easter Monday, Ascension, Whit Monday.
  return [1, 39, 50].some((days) => new Date(easter + days * 86_400_000).toISOString().slice(0, 10) === date);
}

/** The Gregorian reckoning of Meeus, Jones and Butcher. */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1);
}
