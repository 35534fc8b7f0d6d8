/** How many connections of a sender this process uses, of those that it may have. */
export interface Pace {
  allowed: (senderId: string, full: number) => number;
  /** True when it is slower now: connections that are told the same within seconds say it once. */
  slowDown: (senderId: string, full: number) => boolean;
}

export const oneWordMs = 10_000;
/** After so long without another word, one connection more; and again. */
export const recoveryMs = 60_000;

/** Half of them at a word of the server, down to one; then back one by one. */
export function makePace(nowMs: () => number = () => performance.now()): Pace {
  const slowed = new Map<string, { connections: number; since: number }>();
  const allowed = (senderId: string, full: number) => {
    const known = slowed.get(senderId);
    if (!known) return full;
    const now = known.connections + Math.floor((nowMs() - known.since) / recoveryMs);
    if (now >= full) slowed.delete(senderId);
    return Math.min(now, full);
  };
  return {
    allowed,
    slowDown: (senderId, full) => {
      const known = slowed.get(senderId);
      if (known && nowMs() - known.since < oneWordMs) return false;
      slowed.set(senderId, { connections: Math.max(1, Math.floor(allowed(senderId, full) / 2)), since: nowMs() });
      return true;
    },
  };
}
