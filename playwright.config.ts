import { defineConfig, devices } from "@playwright/test";
import { launchOptions } from "./tests/support/browser.ts";

export default defineConfig({
  testDir: "tests",
  testMatch: ["browser/**/*.spec.ts", "journeys/**/*.spec.ts"],
  outputDir: "test-results",
  timeout: 60_000,
  // Long enough for a busy machine of two cores.
  expect: { timeout: 30_000 },
  fullyParallel: false,
  workers: 2,
  // A test that needs a second try is reported as flaky; a broken one fails three times.
  retries: 2,
  reporter: "dot",
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1280, height: 800 },
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    locale: "en-GB",
    timezoneId: "Europe/Paris",
    trace: "on-first-retry",
    launchOptions: await launchOptions(),
  },
  projects: [
    { name: "journeys", testMatch: ["journeys/**/*.spec.ts"] },
    { name: "screens", testMatch: ["browser/**/*.spec.ts"] },
  ],
});
