export interface Clock {
  now(): Date;
}

/** The program's clock. What decides (limits, leases, validity) asks the database instead. */
export const systemClock: Clock = { now: () => new Date() };
