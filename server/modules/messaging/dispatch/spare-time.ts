/** Work that is not wanted at once. When it is, its answer is asked for: that begins it, unless it has begun. */
export type Postponed<Result> = () => Result;

/**
 * Postpones work until what has come in from the network by then is heard, in the order in which it was asked for. The work
 * must not throw: nobody may be there yet to hear of it.
 */
export type SpareTime = <Result>(work: () => Result) => Postponed<Result>;

/** So many are begun before the network is listened to again. */
const atOnce = 8;

/**
 * Work that keeps the processor busy holds up every answer that waits to be read; and behind each of those waits a server
 * or the database, idle. So it is done while they work.
 */
export function makeSpareTime(): SpareTime {
  const waiting = new Set<() => unknown>();
  let isAwake = false;
  const goOn = () => {
    let left = atOnce;
    // A set may be read while what was read is taken out of it.
    for (const begin of waiting) {
      if (left-- === 0) break;
      begin();
    }
    isAwake = waiting.size > 0;
    if (isAwake) setImmediate(goOn);
  };
  return <Result>(work: () => Result) => {
    let answer: Result;
    const begin = () => {
      if (waiting.delete(begin)) answer = work();
      return answer;
    };
    waiting.add(begin);
    if (!isAwake) setImmediate(goOn);
    isAwake = true;
    return begin;
  };
}
