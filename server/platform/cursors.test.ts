import { expect, test } from "vitest";
import { readIdCursor, readLineCursor, readMomentCursor, writeMomentCursor } from "./cursors.ts";

const id = "0192f3a4-0000-7000-8000-000000000001";
const refused = expect.objectContaining({ code: "common.invalid-input" });

function refusalOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

test("a list without a cursor begins at its beginning", () => {
  expect([readIdCursor(undefined), readMomentCursor(undefined), readLineCursor(undefined)]).toEqual([null, null, 0]);
});

test("what was written is read again", () => {
  const at = new Date("2026-11-22T01:02:03.004Z");
  expect(readMomentCursor(writeMomentCursor(at, id))).toEqual({ at: at.toISOString(), id });
  expect(readIdCursor(id)).toBe(id);
  expect(readLineCursor("17")).toBe(17);
});

test.each(["", "%", "------------------------------------", `${id}0`, "'; --"])("%j is no cursor", (cursor) => {
  const reads = [readIdCursor, readMomentCursor, readLineCursor];
  for (const read of reads) expect(refusalOf(() => read(cursor))).toEqual(refused);
});

test("a moment beside what is no id is refused, and none that the database could not read passes", () => {
  expect(refusalOf(() => readMomentCursor(`2026-11-22T00:00:00Z_${"-".repeat(36)}`))).toEqual(refused);
  expect(readMomentCursor(`2026_${id}`)).toEqual({ at: "2026-01-01T00:00:00.000Z", id });
});
