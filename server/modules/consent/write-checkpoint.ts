import { appendFile, mkdir } from "node:fs/promises";
import path from "node:path";
import type { Context } from "../../platform/context.ts";
import type { Platform } from "../../platform/platform.ts";
import { checkRestore } from "./evidence/check-restore.ts";
import { findChainHead, readTime } from "./ledger.queries.ts";
import { canonicalJson } from "./ledger-record.rules.ts";
import { readCheckpoints } from "./read-checkpoints.ts";
import { signCheckpoint } from "./sign-checkpoint.ts";

/**
 * Adds the head of the chain, signed, to a file outside the database. Whoever rewrites the database cannot rewrite this;
 * keep copies of the folder elsewhere. Does nothing when nothing was added since the last one, nor while the ledger is
 * older than what was witnessed: a restored backup must not get a witness of its own before somebody has looked.
 */
export async function writeCheckpoint(ctx: Context): Promise<void> {
  const head = await findChainHead(ctx);
  if ((await checkRestore(ctx)) || !head || head.seq === 0) return;
  const last = (await readCheckpoints(ctx.platform, ctx.orgId)).at(-1);
  if (last?.checkpoint.hash === head.hash) return;
  const at = (await readTime(ctx)).toISOString();
  const signed = await signCheckpoint(ctx.platform, { orgId: ctx.orgId, ...head, at });
  await mkdir(checkpointFolder(ctx.platform), { recursive: true });
  await appendFile(path.join(checkpointFolder(ctx.platform), `${ctx.orgId}.ndjson`), `${canonicalJson(signed)}\n`);
  ctx.logger.info({ checkpoint: signed.checkpoint, signature: signed.signature }, "consent ledger checkpoint");
}

function checkpointFolder(platform: Platform): string {
  return path.join(platform.config.dataFolder, "ledger-checkpoints");
}
