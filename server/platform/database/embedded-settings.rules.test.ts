import { expect, test } from "vitest";
import { embeddedSettings } from "./embedded-settings.rules.ts";

const gb = 1024 ** 3;

test.each([
  ["a small machine", 0.25 * gb, "shared_buffers=128MB"],
  ["two gigabytes", 2 * gb, "shared_buffers=512MB"],
  ["a large machine", 64 * gb, "shared_buffers=1024MB"],
])("the server's own cache on %s", (_machine, memory, setting) => {
  expect(embeddedSettings(memory)).toContain(setting);
});
