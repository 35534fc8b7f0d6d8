import { describe, expect, test } from "vitest";
import { localDate, startOfLocalDate, validUntilOf } from "./validity.rules.ts";

describe("a consent ends when the last day of its validity ends on the organisation's calendar (C-04)", () => {
  test.each([
    // given at (UTC), days, zone, ends at (UTC)
    ["2025-01-01T10:00:00Z", 30, "Europe/Paris", "2025-01-31T23:00:00Z"],
    ["2025-01-01T22:59:59Z", 1, "Europe/Paris", "2025-01-02T23:00:00Z"],
    ["2025-01-01T23:00:00Z", 1, "Europe/Paris", "2025-01-03T23:00:00Z"],
    ["2025-03-29T12:00:00Z", 1, "Europe/Paris", "2025-03-30T22:00:00Z"],
    ["2025-03-28T12:00:00Z", 1, "Europe/Paris", "2025-03-29T23:00:00Z"],
    ["2025-10-25T12:00:00Z", 1, "Europe/Paris", "2025-10-26T23:00:00Z"],
    ["2025-10-24T12:00:00Z", 1, "Europe/Paris", "2025-10-25T22:00:00Z"],
    ["2024-02-28T12:00:00Z", 1, "UTC", "2024-03-01T00:00:00Z"],
    ["2024-02-28T12:00:00Z", 366, "UTC", "2025-03-01T00:00:00Z"],
    ["2025-02-28T12:00:00Z", 1, "UTC", "2025-03-02T00:00:00Z"],
    ["2025-12-31T23:59:59Z", 1, "UTC", "2026-01-02T00:00:00Z"],
    ["2025-06-01T12:00:00Z", 1, "Pacific/Auckland", "2025-06-03T12:00:00Z"],
    ["2025-06-01T11:59:59Z", 1, "Pacific/Auckland", "2025-06-02T12:00:00Z"],
    ["2025-12-01T12:00:00Z", 1, "Pacific/Auckland", "2025-12-03T11:00:00Z"],
    ["2025-06-01T12:00:00Z", 1, "Pacific/Pago_Pago", "2025-06-03T11:00:00Z"],
    ["2025-06-01T10:59:59Z", 1, "Pacific/Pago_Pago", "2025-06-02T11:00:00Z"],
    ["2025-06-01T12:00:00Z", 1, "Pacific/Kiritimati", "2025-06-03T10:00:00Z"],
    ["2025-06-01T12:00:00Z", 1, "Asia/Kolkata", "2025-06-02T18:30:00Z"],
    ["2025-06-01T12:00:00Z", 1, "Asia/Kathmandu", "2025-06-02T18:15:00Z"],
    ["2025-06-01T12:00:00Z", 1, "America/Argentina/Buenos_Aires", "2025-06-03T03:00:00Z"],
    // Santiago puts its clocks forward at midnight: 7 September 2025 begins at 1:00.
    ["2025-09-05T12:00:00Z", 1, "America/Santiago", "2025-09-07T04:00:00Z"],
    // … and back at midnight: 5 April 2025 has 25 hours.
    ["2025-04-04T12:00:00Z", 1, "America/Santiago", "2025-04-06T04:00:00Z"],
    // Havana repeats the hour after midnight on 2 November 2025: the day begins with the first of the two.
    ["2025-10-31T16:00:00Z", 1, "America/Havana", "2025-11-02T04:00:00Z"],
    ["2025-06-01T10:59:59Z", 1, "Pacific/Tongatapu", "2025-06-02T11:00:00Z"],
    ["2025-06-01T11:00:00Z", 1, "Pacific/Tongatapu", "2025-06-03T11:00:00Z"],
    ["2024-12-31T10:59:59Z", 1, "Pacific/Tongatapu", "2025-01-01T11:00:00Z"],
    ["2025-12-31T11:00:00Z", 365, "Pacific/Tongatapu", "2027-01-01T11:00:00Z"],
    ["2024-02-29T10:59:59Z", 1, "Pacific/Pago_Pago", "2024-03-01T11:00:00Z"],
    ["2024-02-29T12:00:00Z", 365, "Europe/Madrid", "2025-02-28T23:00:00Z"],
    ["2024-02-29T12:00:00Z", 366, "Europe/Madrid", "2025-03-01T23:00:00Z"],
    ["2024-02-29T22:59:59Z", 1, "Europe/Rome", "2024-03-01T23:00:00Z"],
    ["2024-02-29T23:00:00Z", 1, "Europe/Rome", "2024-03-02T23:00:00Z"],
    ["2023-02-28T12:00:00Z", 365, "Europe/Rome", "2024-02-28T23:00:00Z"],
    ["2023-02-28T12:00:00Z", 366, "Europe/Rome", "2024-02-29T23:00:00Z"],
    ["2025-03-30T00:59:59Z", 1, "Europe/Madrid", "2025-03-31T22:00:00Z"],
    ["2025-10-26T00:59:59Z", 1, "Europe/Madrid", "2025-10-27T23:00:00Z"],
    ["2025-03-30T00:59:59Z", 1, "Europe/London", "2025-03-31T23:00:00Z"],
    ["2025-10-05T12:00:00Z", 180, "Australia/Lord_Howe", "2026-04-03T13:00:00Z"],
    ["2025-01-01T00:00:00Z", 730, "Atlantic/Canary", "2027-01-02T00:00:00Z"],
    ["2025-11-01T12:00:00Z", 1, "America/New_York", "2025-11-03T05:00:00Z"],
  ])("given %s for %d days in %s: until %s", (...[given, days, zone, until]) => {
    expect(validUntilOf(new Date(given), days, zone)?.toISOString()).toBe(new Date(until).toISOString());
  });

  test("without days it never ends", () => {
    expect(validUntilOf(new Date("2025-01-01T10:00:00Z"), null, "Europe/Paris")).toBeNull();
  });

  test("a local date starts where the day before ended", () => {
    for (const zone of ["Europe/Paris", "America/Santiago", "America/Havana", "Asia/Kathmandu", "Pacific/Auckland"]) {
      for (let day = 0; day < 366; day++) {
        const date = new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
        const start = startOfLocalDate(date, zone);
        expect(localDate(start, zone)).toBe(date);
        expect(localDate(new Date(start.getTime() - 1000), zone) < date).toBe(true);
      }
    }
  });
});
