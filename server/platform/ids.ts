import { randomUUID } from "node:crypto";

/** UUIDv7: the first 48 bits are milliseconds, so that new rows land at the end of every index. */
export function newId(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, "0");
  // Version 4 has its random bits and its variant in the same places, and Node makes them in advance.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
