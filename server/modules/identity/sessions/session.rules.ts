/** Unused for so long, a session ends: an unattended screen is the commonest intruder. */
export const sessionIdleMinutes = 120;
/** And after a working day in any case. */
export const sessionAbsoluteHours = 12;
/** A session that opens nothing but the change of password need not live longer than filling in the form. */
export const changeSessionMinutes = 60;
/** How exact `lastSeenAt` is: each request would otherwise be a write. */
export const lastSeenStepSeconds = 60;
export const temporaryPasswordHours = 24;

/** Failures that lie further back than this count no more. */
export const forgetFailuresAfterMinutes = 15;

const freeAttempts = 5;
const firstDelaySeconds = 30;
const longestDelaySeconds = 300;

/**
 * How long an account waits after so many failures in a row. It grows and stays bounded: a lock without an end would let
 * anybody shut the owner out.
 */
export function attemptDelaySeconds(failures: number): number {
  if (failures < freeAttempts) return 0;
  return Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** (failures - freeAttempts));
}

/** What an attempt meets: how many failures count, and how long it must still wait. */
export function decideAttempt(failures: number, secondsSince: number): { failures: number; waitSeconds: number } {
  if (secondsSince > forgetFailuresAfterMinutes * 60) return { failures: 0, waitSeconds: 0 };
  // Of two attempts at once the one that waited for the other looks back from a moment before it.
  const elapsed = Math.max(0, secondsSince);
  return { failures, waitSeconds: Math.max(0, Math.ceil(attemptDelaySeconds(failures) - elapsed)) };
}
