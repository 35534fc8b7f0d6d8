import { expect, test } from "vitest";
import { countStraySpaces, removeSpaces, showSpaces } from "./stray-spaces.ts";

test("an app password pasted in groups of four loses all its spaces", () => {
  const pasted = " abcd efgh\u00a0ijkl mnop\u200b\n";
  expect(countStraySpaces(pasted, "everywhere")).toBe(6);
  expect(removeSpaces(pasted, "everywhere")).toBe("abcdefghijklmnop");
});

test("spaces inside a passphrase belong to it", () => {
  expect(removeSpaces("  four words that rhyme\t", "at-the-ends")).toBe("four words that rhyme");
  expect(countStraySpaces("four words", "at-the-ends")).toBe(0);
});

test("spaces can be made visible", () => {
  expect(showSpaces("a b\ufeff")).toBe("a␣b␣");
});
