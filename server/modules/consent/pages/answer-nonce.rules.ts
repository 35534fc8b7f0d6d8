/** A scanner that submits what it finds does so at once; a page left open for an hour may show an old state. */
export const youngestMs = 1000;
export const oldestMs = 3_600_000;
/** A yes needs a message of the last 30 days; a no is possible with every link, however old. */
export const givingDays = 30;

/** A link that was asked for opens everything about the person, and so for a day only. */
export const areaHours = 24;

export type NonceAge = "fresh" | "too-young" | "too-old";

export function ageOfNonce(issuedAt: number, now: Date): NonceAge {
  const age = now.getTime() - issuedAt;
  if (age < youngestMs) return "too-young";
  return age > oldestMs ? "too-old" : "fresh";
}

/** Ids of messages carry their time (UUIDv7). An id that does not was not made by a message of ours: no yes with it. */
export function isRecentEnough(messageId: string, now: Date): boolean {
  return ageOf(messageId, now) < givingDays * 86_400_000;
}

export function isAreaOpen(messageId: string, now: Date): boolean {
  return ageOf(messageId, now) < areaHours * 3_600_000;
}

function ageOf(messageId: string, now: Date): number {
  const hex = messageId.replaceAll("-", "");
  return hex[12] === "7" ? now.getTime() - Number.parseInt(hex.slice(0, 12), 16) : Number.POSITIVE_INFINITY;
}
