import { expect, test } from "vitest";
import { giveBackMailSpace, takeMailSpace } from "./mail-space.ts";

test("space that was given back is used again, and twice given back is no second piece", () => {
  const first = takeMailSpace(1_000);
  giveBackMailSpace(first.body);
  giveBackMailSpace(first.body);
  const [second, third] = [takeMailSpace(500), takeMailSpace(500)];
  expect(second.body.buffer).toBe(first.body.buffer);
  expect(third.body.buffer).not.toBe(second.body.buffer);
});

test("two messages never share bytes while both are in use", () => {
  const [first, second] = [takeMailSpace(2_000), takeMailSpace(2_000)];
  first.body.fill("a");
  second.body.fill("b");
  second.room.fill("c");
  expect(first.body.toString("latin1")).toBe("a".repeat(2_000));
});

test("the headers' room lies just before the body", () => {
  const { room, body } = takeMailSpace(10);
  expect(room.buffer).toBe(body.buffer);
  expect(room.byteOffset + room.length).toBe(body.byteOffset);
});

test("a message that is too large gets memory of its own, and giving it back does nothing", () => {
  const large = takeMailSpace(5_000_000);
  expect(large.body).toHaveLength(5_000_000);
  giveBackMailSpace(large.body);
  expect(takeMailSpace(10).body.buffer).not.toBe(large.body.buffer);
});

test("a part of a message gives its space back as the whole does", () => {
  const { body } = takeMailSpace(100);
  giveBackMailSpace(body.subarray(0, 5));
  expect(takeMailSpace(100).body.buffer).toBe(body.buffer);
});
