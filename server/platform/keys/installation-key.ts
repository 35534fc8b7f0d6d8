import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Config } from "../../config.ts";

/** From PLACET_SECRET_KEY, else from a file beside the data that is made once. Further lines are retired keys. */
export function readInstallationKeys(config: Config): Buffer[] {
  if (config.secretKey) return [Buffer.from(config.secretKey, "hex")];
  const file = path.join(config.dataFolder, "installation-key");
  mkdirSync(config.dataFolder, { recursive: true });
  if (!existsSync(file)) {
    try {
      writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
    } catch (error) {
      // Another process of the same start was first: its key is the one.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => Buffer.from(line.trim(), "hex"));
}
