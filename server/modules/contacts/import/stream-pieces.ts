import type { Platform } from "../../../platform/platform.ts";
import { findPiece } from "./imports.queries.ts";
import { runImportStep } from "./run-import-step.ts";

/** The uploaded file, piece by piece, each in a short transaction of its own. */
export async function* streamPieces(platform: Platform, orgId: string, importId: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const bytes = await runImportStep(platform, orgId, (ctx) => findPiece(ctx, importId, position));
    if (!bytes) return;
    yield bytes;
  }
}
