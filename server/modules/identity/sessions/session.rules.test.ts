import { expect, test } from "vitest";
import { attemptDelaySeconds, decideAttempt } from "./session.rules.ts";

test("the first four failures cost nothing, then the delay doubles up to five minutes and no further", () => {
  const delays = [0, 1, 4, 5, 6, 7, 8, 9, 10, 1000].map(attemptDelaySeconds);
  expect(delays).toEqual([0, 0, 0, 30, 60, 120, 240, 300, 300, 300]);
});

test("an attempt waits out its delay, is forgotten after a quarter of an hour, and never waits for nothing", () => {
  expect(decideAttempt(5, 10)).toEqual({ failures: 5, waitSeconds: 20 });
  expect(decideAttempt(5, 30)).toEqual({ failures: 5, waitSeconds: 0 });
  expect(decideAttempt(50, 901)).toEqual({ failures: 0, waitSeconds: 0 });
  expect(decideAttempt(2, -0.05)).toEqual({ failures: 2, waitSeconds: 0 });
  expect(decideAttempt(5, -0.05)).toEqual({ failures: 5, waitSeconds: 30 });
});
