import { setFlagsFromString } from "node:v8";

/**
 * V8 lets garbage grow to a multiple of what is in use, by the memory of the machine; this shares a small one with a
 * database. Together with `scripts/node-options.json` it takes a third off a sending worker, and costs it no time: little
 * room for what is young, more for what is old, since looking through all of that costs the most; and no helpers for the
 * young, for whom the main thread would wait while a sink or a database has the other processor. What is allowed at first
 * is said there too: by itself V8 sometimes takes twice as much before it looks for garbage at all.
 */
export function keepMemoryModest(): void {
  setFlagsFromString("--heap-growing-percent=80");
}
