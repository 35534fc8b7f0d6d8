import { expect, test } from "vitest";
import { findOneClickPath } from "./one-click-path.rules.ts";

const ours = "https://messages.example.org";
const post = { name: "List-Unsubscribe-Post", value: "List-Unsubscribe=One-Click" };
const way = (value: string) => ({ name: "List-Unsubscribe", value });

test("both headers with an address of ours give its path", () => {
  expect(findOneClickPath([way(`<${ours}/u/abc?x=1>`), post], ours)).toBe("/u/abc?x=1");
});

test("a mailto beside it is passed over", () => {
  expect(findOneClickPath([way(`<mailto:out@example.org>, <${ours}/u/abc>`), post], ours)).toBe("/u/abc");
});

test.each([
  ["without the second header", [way(`<${ours}/u/abc>`)]],
  ["with another value in the second header", [way(`<${ours}/u/abc>`), { ...post, value: "yes" }]],
  ["with an address of somebody else", [way("<https://evil.example/u/abc>"), post]],
  ["with an address that only begins like ours", [way("<https://messages.example.org.evil.example/u/abc>"), post]],
  ["without any header", []],
])("%s there is none", (_, headers) => {
  expect(findOneClickPath(headers, ours)).toBeNull();
});
