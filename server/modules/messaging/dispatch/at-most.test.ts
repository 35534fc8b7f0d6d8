import { expect, it, vi } from "vitest";
import { atMost } from "./at-most.ts";

it("answers what the work answers in time, and leaves no timer behind", async () => {
  vi.useFakeTimers();
  await expect(atMost(100, Promise.resolve("done"))).resolves.toBe("done");
  await expect(atMost(100, Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

it("waits no longer for work that takes longer", async () => {
  const never = new Promise(() => undefined);
  await expect(atMost(5, never)).resolves.toBeUndefined();
});
