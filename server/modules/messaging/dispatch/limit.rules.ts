/** Part of a limit that campaigns leave to single, automatic and security mail. */
export const reservedShare = 0.2;

/** The provider counts by its own clock and after our commit, so that our window is this much longer than theirs. */
export const windowMarginSeconds = 5;

/** How many may be in the window at most, so that a campaign never takes the last slots; at least one. */
export function capOf(count: number, isBatch: boolean): number {
  return isBatch ? Math.max(1, Math.floor(count * (1 - reservedShare))) : count;
}

/** How long the places of a reserved block may be used; they count as used that much longer. */
export const blockLifeSeconds = 300;

/** Places that a worker reserves at once: enough to ask rarely, so few that unused ones do not matter. */
export function blockSizeOf(count: number): number {
  return Math.min(50, Math.max(1, Math.floor(count / 200)));
}
