import { expect, test } from "vitest";
import { attemptDelaySeconds } from "./session.rules.ts";

test("the first four failures cost nothing, then the delay doubles up to five minutes and no further", () => {
  const delays = [0, 1, 4, 5, 6, 7, 8, 9, 10, 1000].map(attemptDelaySeconds);
  expect(delays).toEqual([0, 0, 0, 30, 60, 120, 240, 300, 300, 300]);
});
