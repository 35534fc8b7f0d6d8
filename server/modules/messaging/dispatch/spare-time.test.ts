import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { makeSpareTime } from "./spare-time.ts";

it("begins nothing before the network has been listened to, and then in order", async () => {
  const later = makeSpareTime();
  const begun: number[] = [];
  for (const number of [1, 2, 3]) later(() => begun.push(number));
  await Promise.resolve();
  expect(begun).toEqual([]);
  await setImmediate();
  expect(begun).toEqual([1, 2, 3]);
});

it("lets the network be heard between a few and the next few", async () => {
  const later = makeSpareTime();
  const begun: number[] = [];
  for (let number = 0; number < 20; number++) later(() => begun.push(number));
  await setImmediate();
  expect(begun).toHaveLength(8);
  await setImmediate();
  expect(begun).toHaveLength(16);
  await setImmediate();
  expect(begun).toEqual(Array.from({ length: 20 }, (_, number) => number));
});

it("begins what is wanted now at once, and only once", async () => {
  const later = makeSpareTime();
  const begun: string[] = [];
  later(() => begun.push("first"));
  const second = later(() => begun.push("second"));
  second();
  second();
  expect(begun).toEqual(["second"]);
  await setImmediate();
  expect(begun).toEqual(["second", "first"]);
});

it("answers what the work answered, whoever began it", async () => {
  const later = makeSpareTime();
  const [early, late] = [later(() => 5), later(() => Promise.resolve(6))];
  expect(early()).toBe(5);
  await setImmediate();
  expect(early()).toBe(5);
  await expect(late()).resolves.toBe(6);
});
