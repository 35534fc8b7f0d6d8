import { describe, expect, test } from "vitest";
import { formatBytes, formatDateTime, formatDuration, formatNumber, formatRelative, formatShare } from "./format.ts";

// Intl writes narrow and plain no-break spaces; what matters is that there is one.
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("numbers", () => {
  test.each([
    ["en", "1,234,567"],
    ["fr", "1 234 567"],
    ["es", "1.234.567"],
    ["it", "1.234.567"],
  ])("are grouped as %s groups them", (language, expected) => {
    expect(plain(formatNumber(language, 1_234_567))).toBe(expected);
  });

  test("are grouped from four digits on in every language, so that columns line up", () => {
    expect(["en", "fr", "es", "it"].map((language) => plain(formatNumber(language, 1234)))).toEqual([
      "1,234",
      "1 234",
      "1.234",
      "1.234",
    ]);
  });

  test("a small share keeps a decimal, a large one does not", () => {
    expect([formatShare("en", 0.0123), formatShare("en", 0.456)]).toEqual(["1.2%", "46%"]);
  });

  test("sizes of files are in units that people know", () => {
    expect([900, 45_300, 5_240_000].map((bytes) => plain(formatBytes("en", bytes)))).toEqual([
      "900 byte",
      "45 kB",
      "5.2 MB",
    ]);
  });
});

describe("times", () => {
  test("are written in the organisation's zone, not in the reader's", () => {
    const at = "2026-03-01T22:30:00Z";
    expect(plain(formatDateTime("fr", at, { timeZone: "Europe/Paris" }))).toBe("1 mars 2026, 23:30");
    expect(plain(formatDateTime("en", at, { timeZone: "America/New_York" }))).toBe("1 Mar 2026, 17:30");
  });

  test("a bare date stays that day in every zone", () => {
    expect(formatDateTime("en", "2026-03-01", { timeZone: "America/Los_Angeles" })).toBe("1 Mar 2026");
  });

  test.each([
    [-30, "now"],
    [-200, "3 minutes ago"],
    [-90_000, "yesterday"],
    [3 * 86_400, "in 3 days"],
  ])("%i seconds from now reads %s", (seconds, expected) => {
    const now = new Date("2026-03-10T12:00:00Z");
    expect(formatRelative("en", new Date(now.getTime() + seconds * 1000), now)).toBe(expected);
  });
});

describe("time left", () => {
  test.each([
    [0, "1 sec"],
    [59.2, "60 sec"],
    [61, "2 min"],
    [3600, "1 hr"],
    [7500, "2 hr 5 min"],
    [260_000, "3 days"],
  ])("%d seconds read %s", (seconds, expected) => {
    expect(plain(formatDuration("en", seconds))).toBe(expected);
  });
});
