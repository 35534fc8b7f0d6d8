/** Places where a process may die; each has a test that kills it there. */
export const crashPoints = [
  "claim.after-commit",
  "mail.rendering",
  "hand-over.before-commit",
  "hand-over.after-commit",
  "dot.written",
  "reply.read",
  "close.after-commit",
] as const;
export type CrashPoint = (typeof crashPoints)[number];

type Watcher = (point: CrashPoint, messageId?: string) => void | Promise<void>;

let watcher: Watcher | undefined;

/** Only the test entry point calls it: in the product the points do nothing. */
export function watchCrashPoints(installed: Watcher): void {
  watcher = installed;
}

export function passCrashPoint(point: CrashPoint): void | Promise<void> {
  return watcher?.(point);
}

/** Where nothing else may happen between what comes before and what follows. */
export function passCrashPointAtOnce(point: CrashPoint, messageId: string): void {
  void watcher?.(point, messageId);
}
