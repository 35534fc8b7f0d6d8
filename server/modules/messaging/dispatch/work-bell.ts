import type { Platform } from "../../../platform/platform.ts";

const bells = new WeakMap<Platform, Set<() => void>>();

/** Tells the dispatchers of this process that there is work. Those of other processes look by themselves. */
export function ringDispatchers(platform: Platform): void {
  for (const wake of bells.get(platform) ?? []) wake();
}

/** Until the answer is called. */
export function onDispatchBell(platform: Platform, wake: () => void): () => void {
  const listening = bells.get(platform) ?? new Set();
  bells.set(platform, listening.add(wake));
  return () => listening.delete(wake);
}
