import { createHmac, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { hmacOfKeptKey, hmacSha256 } from "./hmac-sha256.ts";

// RFC 4231, test cases 1, 2, 4 and 6: a short key, a shorter one, one of 25 bytes, one longer than a block.
test.each([
  ["0b".repeat(20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
  ["4a656665", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"],
  [
    "0102030405060708090a0b0c0d0e0f10111213141516171819",
    "\u00cd".repeat(50),
    "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
  ],
  [
    "aa".repeat(131),
    "Test Using Larger Than Block-Size Key - Hash Key First",
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  ],
])("gives what RFC 4231 says, key %s", (key, text, wanted) => {
  expect(hmacSha256(Buffer.from(key, "hex"), Buffer.from(text, "latin1")).toString("hex")).toBe(wanted);
});

test("agrees with the library for keys and messages of any length", () => {
  for (const length of [0, 1, 31, 32, 63, 64, 65, 200]) {
    const [key, message] = [randomBytes(length), randomBytes(length * 3)];
    expect(hmacSha256(key, message).equals(createHmac("sha256", key).update(message).digest())).toBe(true);
  }
});

test("a key that is kept signs one message after the other, of whatever length", () => {
  const keys = [randomBytes(32), randomBytes(100)];
  for (const length of [66, 66, 32, 0, 66, 500, 32]) {
    for (const key of keys) {
      const message = randomBytes(length);
      expect(hmacOfKeptKey(key, message)).toBe(createHmac("sha256", key).update(message).digest("binary"));
    }
  }
});
