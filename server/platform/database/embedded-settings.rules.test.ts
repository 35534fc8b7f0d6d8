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

test("a socket file only where there is a folder for it", () => {
  expect(embeddedSettings(gb, "/var/lib/placet/postgres")).toContain(
    "unix_socket_directories=/var/lib/placet/postgres",
  );
  expect(embeddedSettings(gb)).toContain("unix_socket_directories=");
});
