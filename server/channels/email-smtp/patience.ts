export interface Patience {
  /** From now; infinity waits for ever. Each call replaces the one before. */
  expectWithin: (milliseconds: number) => void;
  end: () => void;
}

/** A deadline that moves several times for each message: its timer is only set anew when it would ring too late. */
export function startPatience(onLost: () => void): Patience {
  let deadline = Number.POSITIVE_INFINITY;
  let ringsAt = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const setTimer = (milliseconds: number) => {
    clearTimeout(timer);
    ringsAt = performance.now() + milliseconds;
    timer = setTimeout(ring, milliseconds);
  };
  const ring = () => {
    ringsAt = Number.POSITIVE_INFINITY;
    const leftMs = deadline - performance.now();
    // A timer may ring a moment early.
    if (leftMs < 1) onLost();
    else if (Number.isFinite(leftMs)) setTimer(leftMs);
  };
  return {
    expectWithin: (milliseconds) => {
      deadline = performance.now() + milliseconds;
      if (deadline < ringsAt) setTimer(milliseconds);
    },
    end: () => {
      deadline = Number.POSITIVE_INFINITY;
      clearTimeout(timer);
    },
  };
}
