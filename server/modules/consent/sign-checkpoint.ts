import type { Platform } from "../../platform/platform.ts";
import type { Checkpoint, CheckpointLine } from "./ledger-export.rules.ts";
import { canonicalJson } from "./ledger-record.rules.ts";

export function signCheckpoint(platform: Platform, checkpoint: Checkpoint): CheckpointLine {
  return { checkpoint, signature: platform.keys.signCheckpoint(canonicalJson(checkpoint)) };
}
