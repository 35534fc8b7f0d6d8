import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { makeSpareTime } from "./spare-time.ts";

it("begins nothing before the network has been listened to, and then in order", async () => {
  const later = makeSpareTime();
  const begun: number[] = [];
  const all = [1, 2, 3].map((number) => later(async () => begun.push(number)).done);
  await Promise.resolve();
  expect(begun).toEqual([]);
  await Promise.all(all);
  expect(begun).toEqual([1, 2, 3]);
});

it("lets the network be heard between a few and the next few", async () => {
  const later = makeSpareTime();
  const begun: number[] = [];
  const all = Array.from({ length: 20 }, (_, number) => later(async () => begun.push(number)).done);
  await setImmediate();
  expect(begun).toHaveLength(8);
  await Promise.all(all);
  expect(begun).toEqual(Array.from({ length: 20 }, (_, number) => number));
});

it("begins what is wanted now at once, and only once", async () => {
  const later = makeSpareTime();
  const begun: string[] = [];
  const first = later(async () => begun.push("first"));
  const second = later(async () => begun.push("second"));
  second.hurry();
  second.hurry();
  expect(begun).toEqual(["second"]);
  await Promise.all([first.done, second.done]);
  expect(begun).toEqual(["second", "first"]);
});

it("passes on what the work answers, and how it failed", async () => {
  const later = makeSpareTime();
  await expect(later(async () => 5).done).resolves.toBe(5);
  await expect(later(() => Promise.reject(new Error("no"))).done).rejects.toThrow("no");
});
