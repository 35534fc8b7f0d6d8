/**
 * The instant of a local time in a zone. A time that the clocks skip in spring becomes the next one that exists; one that
 * happens twice in autumn is the first.
 */
export function instantOf(localTime: string, timeZone: string): Date {
  const asUtc = new Date(`${localTime}:00Z`).getTime();
  const candidates = [offsetAt(asUtc - 86_400_000, timeZone), offsetAt(asUtc + 86_400_000, timeZone)].map(
    (offset) => asUtc - offset,
  );
  const matching = candidates.filter((instant) => instant + offsetAt(instant, timeZone) === asUtc);
  if (matching.length > 0) return new Date(Math.min(...matching));
  return new Date(nextExisting(Math.min(...candidates), Math.max(...candidates), timeZone));
}

/** The moment between the two at which the offset jumps. */
function nextExisting(before: number, after: number, timeZone: string): number {
  let [low, high] = [before, after];
  const offsetBefore = offsetAt(low, timeZone);
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 120_000) * 60_000;
    if (middle <= low) break;
    if (offsetAt(middle, timeZone) === offsetBefore) low = middle;
    else high = middle;
  }
  return high;
}

function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(new Date(instant));
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return local - Math.floor(instant / 1000) * 1000;
}
