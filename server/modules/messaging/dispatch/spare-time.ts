/** Work that is not wanted at once. */
export interface Postponed<Result> {
  done: Promise<Result>;
  /** Now it is: begins it, unless it has begun. */
  hurry: () => void;
}

/** Postpones work until what has come in from the network by then is heard, in the order in which it was asked for. */
export type SpareTime = <Result>(work: () => Promise<Result>) => Postponed<Result>;

/** So many are begun before the network is listened to again. */
const atOnce = 8;

/**
 * Work that keeps the processor busy holds up every answer that waits to be read; and behind each of those waits a server
 * or the database, idle. So it is done while they work.
 */
export function makeSpareTime(): SpareTime {
  const waiting = new Set<() => void>();
  let isAwake = false;
  const goOn = () => {
    for (const begin of [...waiting].slice(0, atOnce)) begin();
    isAwake = waiting.size > 0;
    if (isAwake) setImmediate(goOn);
  };
  return <Result>(work: () => Promise<Result>) => {
    const { promise: done, resolve, reject } = Promise.withResolvers<Result>();
    const hurry = () => {
      if (waiting.delete(hurry)) work().then(resolve, reject);
    };
    waiting.add(hurry);
    if (!isAwake) setImmediate(goOn);
    isAwake = true;
    return { done, hurry };
  };
}
