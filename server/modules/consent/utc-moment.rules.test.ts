import fc from "fast-check";
import { expect, test } from "vitest";
import { utcMoment } from "./utc-moment.rules.ts";

test("says any time as toISOString does", () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), (date) => {
      expect(utcMoment(date.getTime())).toBe(date.toISOString());
    }),
  );
});
