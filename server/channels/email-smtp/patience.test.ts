import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startPatience } from "./patience.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("it ends at the last deadline that was given, whether that is later or sooner than the one before", () => {
  const onLost = vi.fn();
  const patience = startPatience(onLost);
  patience.expectWithin(1_000);
  vi.advanceTimersByTime(900);
  patience.expectWithin(5_000);
  vi.advanceTimersByTime(4_900);
  expect(onLost).not.toHaveBeenCalled();
  patience.expectWithin(50);
  vi.advanceTimersByTime(49);
  expect(onLost).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2);
  expect(onLost).toHaveBeenCalledOnce();
});

test("who expects nothing waits for ever, and may expect again", () => {
  const onLost = vi.fn();
  const patience = startPatience(onLost);
  patience.expectWithin(100);
  patience.expectWithin(Number.POSITIVE_INFINITY);
  vi.advanceTimersByTime(100_000);
  expect(onLost).not.toHaveBeenCalled();
  patience.expectWithin(100);
  vi.advanceTimersByTime(101);
  expect(onLost).toHaveBeenCalledOnce();
});

test("nothing rings after the end", () => {
  const onLost = vi.fn();
  const patience = startPatience(onLost);
  patience.expectWithin(100);
  patience.end();
  vi.advanceTimersByTime(1_000);
  expect(onLost).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
