import { expect, test } from "vitest";
import { nameBrowser } from "./name-browser.ts";

const chrome =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36";

test.each([
  [chrome, "Chrome · Windows"],
  [`${chrome} Edg/141.0`, "Edge · Windows"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox · Linux"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
    "Safari · iPhone",
  ],
  ["curl/8.14", undefined],
  [null, undefined],
])("%s is %s", (userAgent, expected) => {
  expect(nameBrowser(userAgent)).toBe(expected);
});
