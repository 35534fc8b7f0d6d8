import { waitForDisk } from "../../platform/database/ending.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Checkpoint, CheckpointLine } from "./ledger-export.rules.ts";
import { canonicalJson } from "./ledger-record.rules.ts";

/** What leaves the database with a signature must still be in it when the database comes back from a crash. */
export async function signCheckpoint(platform: Platform, checkpoint: Checkpoint): Promise<CheckpointLine> {
  await waitForDisk(platform.database);
  return { checkpoint, signature: platform.keys.signCheckpoint(canonicalJson(checkpoint)) };
}
