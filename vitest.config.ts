import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "server/**/*.test.ts",
      "contracts/**/*.test.ts",
      "web/**/*.test.{ts,tsx}",
      "architecture/**/*.test.ts",
      "tests/**/*.test.ts",
    ],
    exclude: ["tests/browser/**", "tests/journeys/**", "tests/faults/**", "node_modules/**"],
    globalSetup: ["tests/support/global-setup.ts"],
    setupFiles: ["tests/support/property-runs.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // More than two processors have: many tests wait for a clock or another process.
    maxWorkers: 3,
    // Reading the modules anew for each file costs as much as half of the tests; none of them keeps a state that another sees.
    isolate: false,
  },
});
