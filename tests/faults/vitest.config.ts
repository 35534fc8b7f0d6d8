import path from "node:path";
import { defineConfig } from "vitest/config";

/** Tests that need programs of the machine: `npm run test:faults` runs them beside the scenarios. */
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, "../.."),
    include: ["tests/faults/**/*.test.ts"],
    globalSetup: ["tests/support/global-setup.ts"],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    maxWorkers: 1,
  },
});
