/**
 * Makes the clock of this process wrong by so much, and lets it jump to and fro by the other amount each second. Timers and
 * the monotonic clock go on as they were, as on a machine whose clock somebody sets.
 */
export function shiftProcessClock(shiftMs: number, jumpMs: number): void {
  if (shiftMs === 0 && jumpMs === 0) return;
  const RealDate = Date;
  let offsetMs = shiftMs;
  if (jumpMs !== 0) {
    let sign = 1;
    setInterval(() => {
      offsetMs = shiftMs + sign * jumpMs;
      sign = -sign;
    }, 1_000).unref();
  }
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: unknown[]) =>
      args.length === 0 ? new target(target.now() + offsetMs) : Reflect.construct(target, args),
    get: (target, name) => (name === "now" ? () => target.now() + offsetMs : Reflect.get(target, name)),
  });
}
