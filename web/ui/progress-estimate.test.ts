import { expect, test } from "vitest";
import { estimateSecondsLeft } from "./progress-estimate.ts";

const startedAt = "2026-03-01T10:00:00Z";
const after = (seconds: number) => new Date(startedAt).getTime() + seconds * 1000;

test("half done after a minute leaves another minute", () => {
  expect(estimateSecondsLeft({ done: 500, total: 1000, startedAt, now: after(60) })).toBe(60);
});

test.each([
  ["it has not begun", { done: 0, total: 1000, startedAt: null, now: after(60) }],
  ["it has only just begun", { done: 100, total: 1000, startedAt, now: after(2) }],
  ["too little is done to tell", { done: 1, total: 1000, startedAt, now: after(60) }],
  ["all is done", { done: 1000, total: 1000, startedAt, now: after(60) }],
  ["nothing is to do", { done: 0, total: 0, startedAt, now: after(60) }],
])("nothing is promised when %s", (_, progress) => {
  expect(estimateSecondsLeft(progress)).toBeUndefined();
});
