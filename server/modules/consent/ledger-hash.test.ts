import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { commitTo } from "./ledger-hash.ts";

test("commits with the HMAC-SHA256 that everybody else computes too", () => {
  const salts = fc.uint8Array({ minLength: 0, maxLength: 100 }).map((bytes) => Buffer.from(bytes).toString("hex"));
  fc.assert(
    fc.property(salts, fc.string({ unit: "grapheme" }), (salt, text) => {
      const hmac = createHmac("sha256", Buffer.from(salt, "hex"));
      expect(commitTo(salt, text)).toBe(hmac.update(text.normalize("NFC"), "utf8").digest("hex"));
    }),
  );
});
