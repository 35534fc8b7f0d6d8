/** A time of this process by both clocks: a sleep since then shows in at least one of them. */
export interface Moment {
  monotonicMs: number;
  wallMs: number;
}

export function momentNow(): Moment {
  return { monotonicMs: performance.now(), wallMs: Date.now() };
}

export function msSince(moment: Moment): number {
  return Math.max(performance.now() - moment.monotonicMs, Date.now() - moment.wallMs);
}
