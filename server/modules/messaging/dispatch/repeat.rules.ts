import type { RepeatGuard } from "../../../../contracts/repeat-guard.ts";

const [minute, hour] = [60, 3600];

/** So much of the server's memory is left unused: between our commit and the moment when it looks lie seconds, or a slow line. */
const marginSeconds = 10 * minute;

/** Then the ordinary rule applies, as where the server has no memory. */
export const mostRepeats = 6;

/** For how long after a hand-over the same message may be brought again; null: never. */
export function repeatSecondsOf({ repeatGuard }: { repeatGuard: RepeatGuard | null }): number | null {
  return repeatGuard === null ? null : repeatGuard.hours * hour - marginSeconds;
}

/** The first one is soon, but the server must have had time to finish with the one that it did not answer. */
export function repeatGraceSeconds(repeats: number): number {
  return Math.min(minute * 2 ** repeats, 30 * minute);
}
