import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Platform } from "../../platform/platform.ts";
import { type CheckpointLine, checkpointLine, readLine } from "./ledger-export.rules.ts";

/** The checkpoints that this installation has kept of one organisation, oldest first. */
export async function readCheckpoints(platform: Platform, orgId: string): Promise<CheckpointLine[]> {
  const file = path.join(platform.config.dataFolder, "ledger-checkpoints", `${orgId}.ndjson`);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return [];
    throw error;
  }
  return text
    .split("\n")
    .map((line) => readLine(checkpointLine, line))
    .filter((line) => line !== undefined);
}
