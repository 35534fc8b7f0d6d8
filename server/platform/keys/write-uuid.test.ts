import fc from "fast-check";
import { expect, test } from "vitest";
import { uuidText } from "./uuid-text.ts";
import { writeUuid } from "./write-uuid.ts";

test("what is written reads as the same id, in either case, and touches nothing beside it", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.boolean(), (id, isUpperCase) => {
      const bytes = Buffer.alloc(20, 0xee);
      writeUuid(bytes, 2, isUpperCase ? id.toUpperCase() : id);
      expect(uuidText(bytes.subarray(2, 18))).toBe(id);
      expect(bytes.subarray(0, 2).toString("hex") + bytes.subarray(18).toString("hex")).toBe("eeeeeeee");
    }),
  );
});

test("an id that would leave something of the one before is refused", () => {
  for (const id of ["", "01a20aff-b765-70ed-8f65", "01a20aff-b765-70ed-8f65-6fe09162b824ff"])
    expect(() => writeUuid(Buffer.alloc(20), 0, id)).toThrow("an id that is no UUID");
});
