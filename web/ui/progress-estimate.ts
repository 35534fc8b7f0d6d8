interface Progress {
  done: number;
  total: number;
  startedAt: string | null;
  /** Milliseconds. */
  now: number;
}

/** Seconds left at the pace so far; undefined while that would be a guess, and when all is done. */
export function estimateSecondsLeft({ done, total, startedAt, now }: Progress): number | undefined {
  if (startedAt === null || done >= total) return undefined;
  const elapsed = (now - new Date(startedAt).getTime()) / 1000;
  const isGuess = elapsed < 3 || done / total < 0.01;
  return isGuess ? undefined : (elapsed / done) * (total - done);
}
